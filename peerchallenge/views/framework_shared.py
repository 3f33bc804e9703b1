"""What the pages of a framework share: which version they are about, where they stand, the page of two texts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from peerchallenge.models import FrameworkVersion
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.saved_first import saved_first

NOT_SAVED_YET = "Go on, then save."


def version_read(request, pk) -> FrameworkVersion:
    """Return the version for somebody who reads it; 404 if they can't."""
    related = ("framework__region", "based_on__framework", "edited_by", "published_by")
    return get_object_or_404(FrameworkVersion.objects.visible_to(request.user).select_related(*related), pk=pk)


def draft_to(request, pk) -> FrameworkVersion:
    """Return the draft for somebody who may write in it; 404 if it can't be seen, 403 if only read or published."""
    version = version_read(request, pk)
    require(request.user, "peerchallenge.edit_framework", version)
    return version


def trail(user, version=None, *more) -> list[tuple[str, str]]:
    """Return where a page stands: peer challenge, the frameworks (for those with that page), the version, `more`."""
    found = [("Peer challenge", reverse("peer_challenge"))]
    if may(user, "peerchallenge.see_frameworks"):
        found.append(("Frameworks", reverse("frameworks")))
    if version is not None:
        found.append((str(version), version.get_absolute_url()))
    return found + list(more)


def conflict(request, version, record, theirs, mine):
    """Show what somebody else saved of `record` beside what was typed; the button saves the latter over it."""
    return saved_first(
        request, record, about=version, theirs=theirs, mine=mine, typed=typed_fields(request.POST),
        discard_url=version.get_absolute_url(), trail=trail(request.user, version),
    )  # fmt: skip


def changed_meanwhile(request, version):
    """Say that somebody else was faster, and lead to the version; nothing was written."""
    messages.error(request, "Something changed after you opened this page. Look at it again, then decide.")
    return redirect(version)
