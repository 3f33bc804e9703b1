"""Addresses of reviews, below /peer-challenge/. Nothing here is public but what a region shows elsewhere."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"peerchallenge.reviews.{part}_urls"))
    for part in (
        "kinds", "running", "letters", "findings", "next_steps", "releasing", "workspace", "people", "coverage",
        "themes", "help", "packs", "removing",
    )
]  # fmt: skip
