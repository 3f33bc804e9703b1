from django.urls import path

from peerchallenge.reviews.views import moving, running, starting

urlpatterns = [
    path("reviews/", running.reviews, name="reviews"),
    path("reviews/table.csv", running.reviews_csv, name="reviews_csv"),
    path("reviews/new/", starting.review_new, name="review_new"),
    path("reviews/<uuid:public_id>/", running.review, name="review"),
    path("reviews/<uuid:public_id>/edit/", moving.review_edit, name="review_edit"),
    path("reviews/<uuid:public_id>/date/", moving.review_date, name="review_date"),
    path("reviews/<uuid:public_id>/move/", moving.review_move, name="review_move"),
    path("reviews/<uuid:public_id>/postpone/", moving.review_postpone, name="review_postpone"),
    path("reviews/<uuid:public_id>/resume/", moving.review_resume, name="review_resume"),
    path("reviews/<uuid:public_id>/withdraw/", moving.review_withdraw, name="review_withdraw"),
]
