"""Addresses of updates: what everybody reads, and below `/updates/` the desk."""

from django.urls import include, path

from updates import feeds
from updates.views import previews, public

PUBLIC = [
    path("updates/", public.update_list, name="update_list"),
    path("updates/feed/", feeds.update_feed, name="update_feed"),
    path("preview/<int:pk>/<str:secret>/", previews.preview_link, name="preview_link"),
    path("tags/", public.tag_list, name="tag_list"),
    path("tags/<slug:slug>/", public.tag, name="tag"),
    path("tags/<slug:slug>/feed/", feeds.tag_feed, name="tag_feed"),
    path("<slug:region>/updates/", public.region_update_list, name="region_update_list"),
    path("<slug:region>/updates/feed/", feeds.region_update_feed, name="region_update_feed"),
    path("<slug:region>/updates/<slug:period>/", public.update, name="update"),
    path("<slug:region>/updates/<slug:period>/<slug:special>/", public.update, name="update_special"),
]

urlpatterns = [
    path("updates/", include("updates.desk_urls")),
    path("updates/", include("updates.file_urls")),
    *PUBLIC,
]
