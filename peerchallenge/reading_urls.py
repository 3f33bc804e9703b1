"""Addresses of reading what was submitted, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import submitted

urlpatterns = [
    path("submissions/<uuid:public_id>/", submitted.submitted, name="submitted"),
    path("submissions/<uuid:public_id>/compare/<int:number>/", submitted.submission_compare, name="submission_compare"),
    path(
        "submissions/<uuid:public_id>/evidence/<uuid:evidence_id>/", submitted.submission_file, name="submission_file"
    ),
    path("submissions/<uuid:public_id>/paper/<str:kind>/", submitted.submission_paper, name="submission_paper"),
]
