"""Addresses of counts from year to year, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import counts, earlier_counts

urlpatterns = [
    path("growth/<slug:slug>/", counts.peer_counts, name="peer_counts"),
    path("growth/<slug:slug>/counts.csv", counts.peer_counts_csv, name="peer_counts_csv"),
    path("growth/<slug:slug>/earlier/new/", earlier_counts.peer_count_new, name="peer_count_new"),
    path("earlier-counts/<uuid:public_id>/edit/", earlier_counts.peer_count_edit, name="peer_count_edit"),
    path("earlier-counts/<uuid:public_id>/take-out/", earlier_counts.peer_count_take_out, name="peer_count_take_out"),
    path("assessments/<uuid:public_id>/years/", counts.assessment_counts, name="assessment_counts"),
]
