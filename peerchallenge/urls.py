"""Addresses of peer challenge, all below /peer-challenge/: none is public but what a region shows elsewhere."""

from django.urls import include, path

urlpatterns = [
    path(
        "peer-challenge/",
        include(
            [
                path("", include("peerchallenge.framework_urls")),
                path("", include("peerchallenge.cycle_urls")),
                path("", include("peerchallenge.assessment_urls")),
                path("", include("peerchallenge.signing_urls")),
                path("", include("peerchallenge.reading_urls")),
                path("", include("peerchallenge.moderation_urls")),
                path("", include("peerchallenge.summit_urls")),
                path("", include("peerchallenge.removing_urls")),
                path("", include("peerchallenge.counts_urls")),
                path("", include("peerchallenge.reviews.urls")),
            ]
        ),
    ),
]
