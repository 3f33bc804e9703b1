"""What a region's programme managers see of its followers and of what was sent to them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.audit.models import record
from portal.following.forms import FindFollowerForm
from portal.following.models import Follower, Mailing
from portal.following.reading import counted, found, latest_mailings, progress_of
from portal.regions.models import Region
from portal.ui.permissions import may, require


def region_followers(request, slug):
    """How many follow; one of them found by address (by POST: an address doesn't belong into a browser's history)."""
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=slug)
    require(request.user, "following.see_followers", region)
    form = FindFollowerForm(request.POST if request.method == "POST" else None)
    context = {"region": region, "form": form, "trail": _trail(region)}
    if form.is_valid():
        context["found"] = found(region, form.cleaned_data["email"], request.user)
        record("looked for a follower of", region, by=request.user, found=len(context["found"]))
    context |= counted(region, request.user) | {"mailings": latest_mailings(region, request.user)}
    return render(request, "following/followers.html", context)


def _trail(region, *more):
    trail = [("Home", reverse("home")), ("Regions", reverse("region_list")), (region.name, region.get_absolute_url())]
    return [*trail, *more]


def follower_remove(request, pk):
    follower = get_object_or_404(Follower.objects.visible_to(request.user).select_related("region"), pk=pk)
    require(request.user, "following.remove_follower", follower)
    back = reverse("region_followers", args=[follower.region.slug])
    if request.method == "POST":
        follower.end(Follower.How.REMOVED, by=request.user)
        messages.success(request, f"They no longer follow {follower.region}.")
        return redirect(back)
    trail = _trail(follower.region, ("Followers", back))
    return render(request, "following/remove.html", {"follower": follower, "back": back, "trail": trail})


def _mailing(request, pk):
    return get_object_or_404(Mailing.objects.visible_to(request.user).select_related("region"), pk=pk)


@require_safe
def mailing(request, pk):
    """How far a mailing has got."""
    mailing = _mailing(request, pk)
    may_see_list = may(request.user, "following.see_followers", mailing)
    followers = reverse("region_followers", args=[mailing.region.slug])
    trail = _trail(mailing.region, *([("Followers", followers)] if may_see_list else []))
    return render(request, "following/mailing.html", {"progress": progress_of(mailing), "trail": trail})


@require_safe
def mailing_progress(request, pk):
    """The part of the page that changes, for the script that draws it again."""
    return render(request, "following/_progress.html", {"progress": progress_of(_mailing(request, pk))})


def mailing_stop(request, pk):
    mailing = _mailing(request, pk)
    require(request.user, "following.stop_mailing", mailing)
    if request.method == "POST":
        mailing.stop(by=request.user)
    if request.method == "POST" or not mailing.is_going_on:
        return redirect(mailing)
    return render(request, "following/stop.html", {"progress": progress_of(mailing), "trail": _trail(mailing.region)})
