"""Saving a draft, by a button or by the page itself, and being seen at work on it."""

from django.views.decorators.http import require_POST

from portal.audit.models import NotAMove, Overtaken
from portal.drafting import autosave, kept
from portal.drafting.models.presence import meet
from portal.ui.permissions import require
from updates import actions
from updates.actions.conflicts import replace_draft, save_as_new_draft, says_the_same, take_back_and_replace
from updates.forms import EditionWords
from updates.views.conflicts import what_happened
from updates.views.shared import managed, version_in

# What keeps a form from being saved, whoever did it.
TOO_LATE = (Overtaken, NotAMove)


@require_POST
def update_autosave(request, pk):
    """Save what is typed into the working draft, as the page does by itself: no history entry, no message."""
    update = managed(request, pk)
    draft = update.draft
    words = EditionWords(request.POST, update=update, user=request.user)
    if not words.is_valid():
        return autosave.invalid(words.errors())
    text = words.text()
    try:
        draft = write(request, update, draft, text)
    except TOO_LATE:
        draft = update.draft
        if draft is None or not says_the_same(draft, text, request.user):
            return autosave.overtaken(what_happened(update, draft, request.user))
    kept.forget(request)
    fields = {"version": draft.version} | _anchors(words, draft)
    return autosave.saved(draft.edited_at, fields, meet(draft, request.user))


def _anchors(words, draft):
    """Return the anchor of each row's section by the name of its field, so that a new one is not made twice."""
    filled = [row for row in words.sections if any(row.cleaned_data.values())]
    anchors = draft.sections.values_list("anchor", flat=True)
    return {row.add_prefix("anchor"): anchor for row, anchor in zip(filled, anchors, strict=False)}


def write(request, update, draft, text, do="save"):
    """Write `text` as the button `do` says, on top of the version that the form carries; return the draft.

    `draft` is the update's working edition or None. Raises Overtaken or NotAMove, with nothing written, when the
    draft was changed, handed in, published or discarded since that version.
    """
    by, version = request.user, version_in(request.POST.get("version"))
    if draft is None and do == "start":
        draft = save_as_new_draft(update, text, by=by)
    elif draft is None:
        raise Overtaken("There is no draft any more.")
    elif do == "take-back" and not draft.is_draft:
        require(by, "updates.take_back", draft)
        take_back_and_replace(draft, text, version=version, by=by)
    elif do == "replace" or request.POST.get("over"):
        replace_draft(draft, text, version=version, by=by)
    elif do == "keep":
        actions.keep_draft(draft, text, version=version, by=by, note=request.POST.get("note", "")[:300])
    else:
        actions.save_draft(draft, text, version=version, by=by)
    return draft


@require_POST
def update_at_work(request, pk):
    """Note that somebody has the draft open to write in it; answer who else is at work on it."""
    draft = managed(request, pk).draft
    if draft is None or not draft.is_draft:
        return autosave.present([])
    return autosave.present(meet(draft, request.user))
