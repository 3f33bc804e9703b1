"""Addresses of the desk, below `/updates/`."""

from django.urls import path

from updates.views import checks, desk, documents, history, previews, publication, review, saving, writing

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/<slug:which>/", desk.desk, name="desk_list"),
    path("second-person/<slug:region>/", desk.second_person, name="second_person"),
    path("new/", desk.update_new, name="update_new"),
    path("bring-in/", documents.document_new, name="document_new"),
    path("bring-in/<uuid:public_id>/", documents.document_check, name="document_check"),
    path("<int:pk>/", desk.update_record, name="update_record"),
    path("<int:pk>/edit/", writing.update_edit, name="update_edit"),
    path("<int:pk>/autosave/", saving.update_autosave, name="update_autosave"),
    path("<int:pk>/at-work/", saving.update_at_work, name="update_at_work"),
    path("<int:pk>/checks/", checks.update_checks, name="update_checks"),
    path("<int:pk>/check-links/", checks.update_check_links, name="update_check_links"),
    path("<int:pk>/preview/", writing.update_preview, name="update_preview"),
    path("<int:pk>/publish/", publication.update_publish, name="update_publish"),
    path("<int:pk>/withdraw/", publication.update_withdraw, name="update_withdraw"),
    path("<int:pk>/unschedule/", publication.update_unschedule, name="update_unschedule"),
    path("<int:pk>/keep/", publication.update_keep, name="update_keep"),
    path("<int:pk>/move/", publication.update_move, name="update_move"),
    path("<int:pk>/review-on/", publication.update_review_on, name="update_review_on"),
    path("<int:pk>/submit/", review.update_submit, name="update_submit"),
    path("<int:pk>/review/", review.update_review, name="update_review"),
    path("<int:pk>/take-back/", review.update_take_back, name="update_take_back"),
    path("<int:pk>/history/", history.update_history, name="update_history"),
    path("<int:pk>/history/<int:number>/", history.update_version, name="update_version"),
    path("<int:pk>/history/<int:number>/restore/", history.update_restore, name="update_restore"),
    path("<int:pk>/compare/", history.update_compare, name="update_compare"),
    path("<int:pk>/previews/", previews.update_previews, name="update_previews"),
    path("<int:pk>/previews/<int:link>/end/", previews.update_preview_end, name="update_preview_end"),
    path("<int:pk>/discard/", publication.update_discard, name="update_discard"),
    path("<int:pk>/revise/", writing.update_revise, name="update_revise"),
]
