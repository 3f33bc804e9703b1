"""What the pages of reporting and removing show of a review: its records that one reads, and what each says there."""

from django.urls import reverse
from django.utils.text import Truncator

from peerchallenge.reviews.letter_page import name_of
from peerchallenge.reviews.models import Correction, Finding, Letter, Review
from peerchallenge.reviews.removable import Kind, review_of, texts_in
from peerchallenge.reviews.removable_kinds import KINDS
from portal.ui import dates
from portal.ui.permissions import may

# As what somebody finds each kind on the page where they choose; a team's notes are found in its workspace.
GROUPS = {
    "letter": "Letters", "finding": "Headline findings, and replies to them", "step": "Recommended next steps",
    "action": "Actions", "check": "Progress checks", "correction": "Corrections of facts", "document": "Documents",
    "session": "Timetable", "line": "Lines of enquiry", "review": "The review itself",
}  # fmt: skip
# Those that somebody may read in a letter and nowhere else.
IN_LETTERS = ("finding", "step")
# The page on which each kind stands: its own, or one of the review.
PAGES = {"finding": "finding", "action": "host_action", "check": "progress_check", "review": "review"}
PAGES_OF_REVIEW = {
    "letter": "letter", "step": "next_steps", "correction": "corrections", "document": "review_documents",
    "session": "timetable", "line": "review_enquiries", "note": "capture",
}  # fmt: skip
WORDS = 8  # of a headline
RELATED = {"step": ["finding"], "action": ["next_step__finding"]}


def readable(kind: Kind, public_id, user):
    """Return the record when `user` reads it, by itself or in a letter; None otherwise."""
    record = kind.model._base_manager.filter(public_id=public_id).first()
    if record is None or not user.is_authenticated:
        return None
    if kind.model.objects.visible_to(user).filter(pk=record.pk).exists():
        return record
    letters = letters_to(record.review, user) if kind.name in IN_LETTERS else []
    return record if any(kind.entry_in(record, one.words) for one in letters) else None


def review_named(public_id) -> Review | None:
    """Return the review with this public id; what somebody reads of it, if anything, is asked for by `groups_for`."""
    return Review.objects.filter(public_id=public_id).select_related("authority", "region").first()


def traced(public_id, user) -> Review | None:
    """Return the review of which `user` sees what was removed, or None."""
    found = review_named(public_id)
    return found if found and may(user, "reviews.see_removals", found) else None


def page_of(kind: Kind, record, user) -> str:
    """Return the address at which `user` reads the record: its page, or the letter that says it."""
    reads = kind.model.objects.visible_to(user).filter(pk=record.pk).exists()
    if reads and kind.name in PAGES:
        return reverse(PAGES[kind.name], args=[record.public_id])
    return reverse(PAGES_OF_REVIEW[kind.name] if reads else "letter", args=[review_of(record).public_id])


def letters_to(review, user) -> list[Letter]:
    """Return the letters of the review that `user` reads, the latest first."""
    return list(Letter.objects.visible_to(user).filter(review=review).order_by("-sent_at", "-pk"))


def parts_there(kind: Kind, record, user) -> dict[str, str]:
    """Return {name: label} of the parts of the record that say something where `user` reads it."""
    said = texts_in(kind, record, letters_to(review_of(record), user), user)
    return {name: part.label for name, part in kind.parts.items() if said[name]}


def groups_for(review, user) -> list[tuple[str, str, list]]:
    """Return (kind, title, [(words, public id)]) of all records of the review that `user` reads; a query each."""
    found, letters = [], letters_to(review, user)
    for name, title in GROUPS.items():
        rows = _rows(KINDS[name], review, user)
        told = {row.public_id: _words(row) for row in rows}
        if name in IN_LETTERS:
            told |= _in_letters(KINDS[name], review, letters, told)
        if told:
            found.append((name, title, [(words, pk) for pk, words in told.items()]))
    return found


def _rows(kind, review, user):
    rows = kind.model.objects.visible_to(user)
    rows = rows.filter(pk=review.pk) if kind.model is Review else rows.filter(review=review)
    rows = rows.prefetch_related("wordings") if kind.model is Finding else rows
    return rows.select_related(*RELATED[kind.name]) if kind.name in RELATED else rows


def _words(row):
    """Say which it is: of a finding as it was sent last, of all else without its words."""
    if isinstance(row, Finding):
        sent = list(row.wordings.all())
        return _named(row, sent[-1].headline if sent else row.headline)
    if isinstance(row, Letter):
        return f"{name_of(row)}, {dates.day(row.sent_at)}"
    if isinstance(row, Review):
        return "Title, what the host asks, and why it or its dates were moved"
    return f"{row}, {dates.day(row.made_at)}" if isinstance(row, Correction) else str(row)


def _named(finding, headline):
    return f"{finding}: {Truncator(headline).words(WORDS)}"


def _in_letters(kind, review, letters, told):
    """Those that the person reads in a letter alone."""
    if not letters:
        return {}
    rows = kind.model.objects.filter(review=review).exclude(public_id__in=told)
    rows = rows.select_related(*RELATED.get(kind.name, ()))
    found = {}
    for row in rows:
        entry = next(filter(None, (kind.entry_in(row, one.words) for one in letters)), None)
        if entry:
            found[row.public_id] = _named(row, entry["headline"]) if kind.name == "finding" else _words(row)
    return found
