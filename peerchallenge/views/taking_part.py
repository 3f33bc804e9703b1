"""The front page of peer challenge for whoever takes part."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from peerchallenge.taking_part import years_of
from portal.ui.permissions import may
from portal.ui.posted import address_if_there


@require_safe
def peer_challenge(request):
    """Each cycle of the person's regions: its steps with dates, and what in it is theirs to do or to read."""
    years = years_of(request.user)
    context = {
        "open_years": [year for year in years if year.cycle.is_open],
        "closed_years": [year for year in years if not year.cycle.is_open],
        "may_run": may(request.user, "peerchallenge.see_cycles"),
        "frameworks_url": address_if_there("frameworks"),
        "help_url": address_if_there("help_board") if may(request.user, "reviews.see_help") else "",
        "packs_url": address_if_there("packs") if request.user.posts_now() else "",
        "has_post": bool(request.user.posts_now()),
    }
    return render(request, "peerchallenge/cycle/peer_challenge.html", context)
