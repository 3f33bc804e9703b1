"""Addresses of the desk, below `/updates/`."""

from django.urls import path

from updates.views import desk, documents, publication, writing

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("new/", desk.update_new, name="update_new"),
    path("bring-in/", documents.document_new, name="document_new"),
    path("bring-in/<uuid:public_id>/", documents.document_check, name="document_check"),
    path("<int:pk>/", desk.update_record, name="update_record"),
    path("<int:pk>/edit/", writing.update_edit, name="update_edit"),
    path("<int:pk>/preview/", writing.update_preview, name="update_preview"),
    path("<int:pk>/publish/", publication.update_publish, name="update_publish"),
    path("<int:pk>/withdraw/", publication.update_withdraw, name="update_withdraw"),
    path("<int:pk>/discard/", publication.update_discard, name="update_discard"),
    path("<int:pk>/revise/", writing.update_revise, name="update_revise"),
]
