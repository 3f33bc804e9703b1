from django.urls import path

from peerchallenge.reviews.views import public_face, releasing, seeing_as, summarising

urlpatterns = [
    path("reviews/<uuid:public_id>/release/", releasing.review_release, name="review_release"),
    path("reviews/<uuid:public_id>/see-as/", seeing_as.review_see_as, name="review_see_as"),
    path("reviews/<uuid:public_id>/readers/", releasing.review_access_log, name="review_access_log"),
    path("reviews/<uuid:public_id>/readers/table.csv", releasing.review_access_log_csv, name="review_access_log_csv"),
    path("reviews/<uuid:public_id>/public-summary/", summarising.public_summary, name="public_summary"),
    path(
        "reviews/<uuid:public_id>/public-summary/publish/",
        summarising.public_summary_publish,
        name="public_summary_publish",
    ),
    path(
        "reviews/<uuid:public_id>/public-summary/take-off/",
        summarising.public_summary_take_off,
        name="public_summary_take_off",
    ),
    path("cycles/<uuid:public_id>/public/", public_face.cycle_public, name="cycle_public"),
]
