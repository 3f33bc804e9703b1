from django.urls import path

from peerchallenge.reviews.views import helping

urlpatterns = [
    path("help/", helping.help_board, name="help_board"),
    path("help/new/", helping.help_new, name="help_new"),
    path("help/<uuid:public_id>/", helping.help_entry, name="help_entry"),
    path("help/<uuid:public_id>/edit/", helping.help_edit, name="help_edit"),
    path("help/<uuid:public_id>/introduce/", helping.help_introduce, name="help_introduce"),
    path("help/<uuid:public_id>/<slug:state>/ask/", helping.help_state, name="help_state"),
    path("help/introductions/<uuid:public_id>/", helping.introduction, name="introduction"),
]
