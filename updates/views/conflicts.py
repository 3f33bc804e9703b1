"""Somebody else saved, handed in, published or discarded the draft first: both texts, and what can be done."""

from django.shortcuts import render

from portal.drafting import kept
from portal.drafting.conflict import (
    BACK,
    DIFFERENCES,
    DISCARD,
    REPLACE,
    SIDE_BY_SIDE,
    Choice,
    Conflict,
    typed_fields,
    who_did,
)
from portal.ui.permissions import may
from updates.words import EditionText, edition_text, parts, rows

START = Choice("start", "Save mine as a new draft", "What is public stays as it is.", "primary")
TAKE_BACK = Choice(
    "take-back", "Take it back and save mine", "It is a draft again. What was handed in stays in the history.",
    "primary",
)  # fmt: skip
LOOKING = ("compare", "differences")


def conflict_page(request, update, draft, text, data):
    """Draw the page for `text` (an EditionText) that came in the form `data`; `draft` is the working edition or None.

    409 for what was to be saved; 200 where the page was only asked for.
    """
    saved = draft or update.live
    side_by_side = data.get("do") == "compare"
    conflict = Conflict(
        said=what_happened(update, draft, request.user),
        theirs=parts(edition_text(saved) if saved else EditionText()),
        mine=parts(text),
        fields=[
            *typed_fields(data),
            ("typed_on", data.get("typed_on") or data.get("version", "")),
            ("version", draft.version if draft else ""),
        ],
        choices=(*_choices(request.user, draft), DIFFERENCES if side_by_side else SIDE_BY_SIDE),
        side_by_side=side_by_side,
        place=place_of(update),
    )
    context = {"update": update, "draft": draft, "conflict": conflict} | kept.page(request)
    if side_by_side:
        context |= {"left": rows(edition_text(saved) if saved else EditionText()), "right": rows(text)}
    is_read = request.method == "GET" or data.get("do") in LOOKING
    return render(request, "updates/desk/conflict.html", context, status=200 if is_read else 409)


def _choices(user, draft):
    if draft is None:
        return (START, DISCARD)
    if draft.is_draft:
        return (REPLACE, BACK, DISCARD)
    return (TAKE_BACK, DISCARD) if may(user, "updates.take_back", draft) else (DISCARD,)


def place_of(update):
    """Return the name under which a browser keeps what is typed into an update's draft."""
    return f"update-{update.pk}"


def what_happened(update, draft, person) -> str:
    """Return what kept `person` from saving, in a sentence; `draft` is the update's working edition or None."""
    if draft is None:
        last = update.editions.order_by("pk").last()
        if last.published_at is None:
            return "Somebody discarded this draft after you opened it."
        return who_did(last.published_by, "published this draft", last.published_at, person)
    if draft.is_in_review:
        return who_did(draft.submitted_by, "sent this draft for review", draft.submitted_at, person)
    if draft.is_approved:
        return who_did(draft.approved_by, "approved this draft", draft.approved_at, person)
    return who_did(draft.edited_by, "saved this", draft.edited_at, person)
