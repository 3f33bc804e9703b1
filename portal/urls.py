"""Every address of the portal. What is asked for most comes first; regions' own pages last: they begin with a slug."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("updates.urls")),
    path("", include("priorities.urls")),
    path("", include("peerchallenge.urls")),
    path("", include("portal.upkeep.urls")),
    path("", include("portal.ui.urls")),
    path("", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("portal.drafting.urls")),
    path("", include("portal.search.urls")),
    path("", include("portal.events.urls")),
    path("", include("portal.following.urls")),
    path("", include("portal.home.urls")),
]

handler400 = "portal.ui.errors.bad_request"
handler403 = "portal.ui.errors.forbidden"
handler404 = "portal.ui.errors.not_found"
handler429 = "portal.ui.errors.too_many_requests"
handler500 = "portal.ui.errors.server_error"
