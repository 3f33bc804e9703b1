from django.urls import path

from peerchallenge.reviews.views import running

urlpatterns = [
    path("reviews/", running.reviews, name="reviews"),
    path("reviews/table.csv", running.reviews_csv, name="reviews_csv"),
    path("reviews/<uuid:public_id>/", running.review, name="review"),
]
