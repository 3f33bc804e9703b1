"""Reporting and removing what in a review could identify a child, below /peer-challenge/."""

from django.urls import path

from peerchallenge.reviews.views import removing as views

urlpatterns = [
    path("reviews/<uuid:public_id>/report/", views.choose, name="review_report_any"),
    path("reviews/report/<slug:kind>/<uuid:public_id>/", views.report, name="review_report"),
    path("reviews/remove/<slug:kind>/<uuid:public_id>/", views.remove, name="review_remove"),
    path("reviews/<uuid:public_id>/removed/", views.removals, name="review_removals"),
    path("reviews/reports/<uuid:public_id>/stays/", views.report_keep, name="review_report_keep"),
]
