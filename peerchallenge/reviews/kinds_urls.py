from django.urls import path

from peerchallenge.reviews.views import kinds

urlpatterns = [
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/<uuid:public_id>/", kinds.kind, name="kind"),
    path("kinds/<uuid:public_id>/copy/", kinds.kind_copy, name="kind_copy"),
    path("kinds/<uuid:public_id>/edit/", kinds.kind_edit, name="kind_edit"),
    path("kinds/<uuid:public_id>/stages/", kinds.kind_stages, name="kind_stages"),
    path("kinds/<uuid:public_id>/retire/", kinds.kind_retire, name="kind_retire"),
]
