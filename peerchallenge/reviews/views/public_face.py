"""A region's public page about its peer challenge, and showing a year's steps there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.cycle_reading import shown_steps
from peerchallenge.models import Step
from peerchallenge.reviews.actions.showing import show_publicly
from peerchallenge.reviews.public_face import address_of, face_of
from peerchallenge.views.cycle_shared import changed_meanwhile, cycle_to
from peerchallenge.views.cycle_shared import trail as trail_of
from portal.audit.models import Overtaken
from portal.home.offers import panels_for
from portal.regions.models import Region
from portal.ui.pagecache import cached_page, expires_at_latest
from portal.ui.posted import version_in


@login_not_required
@require_safe
@cached_page()
def region_peer_challenge(request, slug):
    """How the region's peer challenge works, where this year stands, what was learned; 404 while nothing is public."""
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=slug)
    face = face_of(region)
    if not face:
        raise Http404
    panels = panels_for("peer_challenge", request.user, region)
    for panel in panels:
        expires_at_latest(request, panel.until)
    trail = [("Home", reverse("home")), ("Regions", reverse("region_list")), (str(region), region.get_absolute_url())]
    shown = [panel for panel in panels if panel.template]
    context = {"region": region, "face": face, "panels": shown, "trail": trail}
    return render(request, "peerchallenge/reviews/public/region.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_public(request, public_id):
    """Show the year's steps on the region's public page, or no longer; asked once."""
    cycle = cycle_to(request, public_id, "peerchallenge.show_publicly")
    if request.method == "POST":
        wanted = request.POST.get("show") == "yes"
        try:
            show_publicly(cycle, wanted, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, cycle.get_absolute_url())
        said = "Its steps are public now." if wanted else "Its steps are off the public page."
        messages.success(request, said)
        return redirect(cycle)
    steps = cycle.steps.filter(is_on=True, seen_by=Step.Audience.REGION)
    context = {
        "cycle": cycle, "steps": shown_steps(steps), "trail": trail_of(cycle), "public_url": address_of(cycle.region),
        "hidden": [("version", cycle.version), ("show", "no" if cycle.is_shown_publicly else "yes")],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/public/cycle.html", context)
