"""Addresses of plans: what everybody reads, and below `/priorities/` the desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("priorities.public_urls")),
    path("priorities/", include("priorities.desk_urls")),
    path("priorities/", include("priorities.action_urls")),
    path("priorities/", include("priorities.note_urls")),
    path("priorities/", include("priorities.bringing_urls")),
    path("priorities/", include("priorities.next_urls")),
    path("", include("priorities.paper_urls")),
    path("", include("priorities.chain_urls")),
]
