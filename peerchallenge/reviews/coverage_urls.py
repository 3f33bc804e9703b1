from django.urls import path

from peerchallenge.reviews.views import coverage

urlpatterns = [
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/table.csv", coverage.coverage_csv, name="coverage_csv"),
    path("coverage/promises/new/", coverage.coverage_promise_new, name="coverage_promise_new"),
    path("coverage/promises/<uuid:public_id>/edit/", coverage.coverage_promise_edit, name="coverage_promise_edit"),
    path(
        "coverage/promises/<uuid:public_id>/remove/", coverage.coverage_promise_remove, name="coverage_promise_remove"
    ),
]
