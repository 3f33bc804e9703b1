"""Addresses of moderation and of sharing, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import moderating, moderating_area, moderators, remarks, sharing

urlpatterns = [
    path("cycles/<uuid:public_id>/moderation/", moderators.moderation, name="moderation"),
    path("submissions/<uuid:public_id>/moderators/", moderators.moderators, name="moderators"),
    path("submissions/<uuid:public_id>/remarks/", remarks.remarks, name="remarks"),
    path("moderators/<uuid:public_id>/", moderating.moderate, name="moderate"),
    path("moderators/<uuid:public_id>/send/", moderating.remarks_send, name="remarks_send"),
    path("moderators/<uuid:public_id>/withdraw/", moderators.moderator_withdraw, name="moderator_withdraw"),
    path("remarks/<uuid:public_id>/", moderating_area.area_moderate, name="area_moderate"),
    path("remarks/<uuid:public_id>/save/", moderating_area.area_moderate_save, name="area_moderate_save"),
    path("remarks/<uuid:public_id>/at-work/", moderating_area.area_moderate_at_work, name="area_moderate_at_work"),
    path("remarks/<uuid:public_id>/answer/", remarks.remark_answer, name="remark_answer"),
    path("submissions/<uuid:public_id>/end-moderation/", moderators.moderation_end, name="moderation_end"),
    path("assessments/<uuid:public_id>/concern/", sharing.concern, name="concern"),
    path("assessments/<uuid:public_id>/release/", sharing.release, name="release"),
    path("assessments/<uuid:public_id>/release/take-back/", sharing.release_take_back, name="release_take_back"),
    path("assessments/<uuid:public_id>/who-has-read-it/", sharing.access_log, name="access_log"),
    path("assessments/<uuid:public_id>/who-has-read-it.csv", sharing.access_log_csv, name="access_log_csv"),
]
