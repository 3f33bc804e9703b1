"""The history of an update: what it said at each explicit act, side by side, and bringing words of it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.audit.models import Overtaken
from portal.drafting.compare import compare
from portal.drafting.models.version import versions_of
from portal.ui.pagination import page_of
from portal.ui.permissions import require
from updates import actions
from updates.views.shared import changed_meanwhile, managed, version_in
from updates.words import EditionText, edition_text, kept_text, parts

LIVE, DRAFT = "live", "draft"


@require_safe
def update_history(request, pk):
    """Every version, latest first, with a form to compare any two, and what is live or in the draft."""
    update = managed(request, pk)
    page = page_of(request, versions_of(update).select_related("made_by"), 50)
    context = {"update": update, "page": page, "live": update.live, "draft": update.draft}
    return render(request, "updates/desk/history.html", context)


@require_safe
def update_version(request, pk, number):
    """What the update said at one version."""
    update = managed(request, pk)
    version = get_object_or_404(versions_of(update).select_related("made_by"), number=number)
    context = {"update": update, "version": version, "parts": parts(kept_text(version.words)), "draft": update.draft}
    return render(request, "updates/desk/version.html", context)


@require_safe
def update_compare(request, pk):
    """Two texts of the update, with what was added and removed between them marked."""
    update = managed(request, pk)
    old_label, old = _text(update, request.GET.get("old") or LIVE)
    new_label, new = _text(update, request.GET.get("new") or (DRAFT if update.draft else LIVE))
    context = {
        "update": update, "old_label": old_label, "new_label": new_label,
        "changes": compare(parts(old), parts(new)),
    }  # fmt: skip
    return render(request, "updates/desk/compare.html", context)


def _text(update, which) -> tuple[str, EditionText]:
    """Return what to call, and what says, the text `which`: "live", "draft" or a version's number."""
    if which == LIVE:
        return ("What is public now", edition_text(update.live)) if update.live else ("Nothing public", EditionText())
    if which == DRAFT:
        return ("The draft", edition_text(update.draft)) if update.draft else ("No draft", EditionText())
    if not (which.isascii() and which.isdigit() and len(which) < 8):
        raise Http404("There is no such version.")
    version = get_object_or_404(versions_of(update), number=int(which))
    return str(version), kept_text(version.words)


@require_POST
def update_restore(request, pk, number):
    """Write the words of a version into the working draft; what the draft said stays in the history."""
    update = managed(request, pk)
    kept = get_object_or_404(versions_of(update), number=number)
    draft, version = update.draft, version_in(request.POST.get("version"))
    if draft is None:
        draft = actions.start_draft(update, by=request.user)
        version = draft.version
    require(request.user, "updates.edit", draft)
    try:
        actions.restore_version(draft, kept, version=version, by=request.user)
    except Overtaken:
        return changed_meanwhile(request, "update_history", pk)
    messages.success(request, f"The draft now says what version {number} said. What it said before is in the history.")
    return redirect("update_edit", pk)
