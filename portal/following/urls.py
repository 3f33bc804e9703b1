from django.urls import path

from portal.following.views import managers, readers

urlpatterns = [
    path("following/", readers.following, name="following"),
    path("following/confirm/", readers.follow_confirm, name="follow_confirm"),
    path("following/end/", readers.follow_end, name="follow_end"),
    path("followers/<int:pk>/remove/", managers.follower_remove, name="follower_remove"),
    path("mailings/<int:pk>/", managers.mailing, name="mailing"),
    path("mailings/<int:pk>/progress/", managers.mailing_progress, name="mailing_progress"),
    path("mailings/<int:pk>/stop/", managers.mailing_stop, name="mailing_stop"),
    path("<slug:slug>/follow/", readers.region_follow, name="region_follow"),
    path("<slug:slug>/follow/asked/", readers.region_follow_asked, name="region_follow_asked"),
    path("<slug:slug>/followers/", managers.region_followers, name="region_followers"),
]
