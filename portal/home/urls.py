from django.urls import path, re_path

from portal.home import sitemaps, views, work_views

urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("regions/", views.region_list, name="region_list"),
    re_path(r"^authorities/(?P<code>[0-9A-Z]{3})-(?P<slug>[-a-z0-9]+)/$", views.authority, name="authority"),
    path("your-work/", work_views.your_work, name="your_work"),
    path("your-work/chase/", work_views.chase_board, name="chase_board"),
    path("your-work/chase/nudge/", work_views.chase_nudge, name="chase_nudge"),
    path("<slug:slug>/", views.region, name="region"),
    path("<slug:slug>/about/edit/", views.region_edit_about, name="region_edit_about"),
]
