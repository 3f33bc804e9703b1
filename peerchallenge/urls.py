"""Addresses of peer challenge, all below /peer-challenge/; public is one page alone, below its region."""

from django.urls import include, path

from peerchallenge.reviews.views import public_face

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
    path("<slug:slug>/peer-challenge/", public_face.region_peer_challenge, name="region_peer_challenge"),
]
