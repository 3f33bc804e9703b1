"""What the pages of a cycle share: which cycle they are about, where they stand, the page of two texts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from peerchallenge.models import Cycle
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import require
from portal.ui.saved_first import saved_first


def cycle_to(request, public_id, permission="peerchallenge.edit_cycle") -> Cycle:
    """Return the cycle for somebody who may do `permission`; 404 if it can't be seen, 403 if only read."""
    cycles = Cycle.objects.visible_to(request.user).select_related("region", "framework_version__framework")
    cycle = get_object_or_404(cycles, public_id=public_id)
    require(request.user, permission, cycle)
    return cycle


def trail(cycle=None, *more) -> list[tuple[str, str]]:
    """Return where a page stands: peer challenge, the cycles, the cycle, and `more` pairs."""
    found = [("Peer challenge", reverse("peer_challenge")), ("Cycles", reverse("cycles"))]
    if cycle is not None:
        found.append((str(cycle), cycle.get_absolute_url()))
    return found + list(more)


def saved_as(cycle) -> str:
    """Say what saving meant: in an open cycle it counts at once."""
    return (
        "Saved. It counts from now on."
        if cycle.is_open
        else "Saved. The cycle is a draft: only you who run it read it."
    )


def conflict(request, cycle, theirs, mine, cancel_url):
    """Show what somebody else saved beside what was typed; the button saves the latter over it."""
    return saved_first(
        request, cycle, about=cycle.full_name, theirs=theirs, mine=mine, typed=typed_fields(request.POST),
        discard_url=cancel_url, trail=trail(cycle),
    )  # fmt: skip


def changed_meanwhile(request, address):
    """Say that somebody else was faster, and lead to where the person can look again; nothing was written."""
    messages.error(request, "Something changed after you opened this page. Look at it again, then decide.")
    return redirect(address)
