from django.urls import path

from peerchallenge.reviews.views import bringing

urlpatterns = [
    path("reviews/bring/", bringing.letter_bring, name="letter_bring"),
    path("reviews/bring/<uuid:public_id>/", bringing.letter_bring_check, name="letter_bring_check"),
]
