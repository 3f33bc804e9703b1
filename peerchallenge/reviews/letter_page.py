"""A letter as it is shown and printed: its words laid out, what it is called, where it stands."""

from datetime import date
from typing import NamedTuple

from peerchallenge.reviews.models import Finding, Letter, Wording
from portal.ui import dates


class LaidOut(NamedTuple):
    """The words of a letter in the order of its page; `findings` are (what it is and its theme, words)."""

    title: str
    about: str
    dated: str
    opening: str
    findings: list
    closing: str
    signed_by: str
    original: list
    file: str


def laid_out(words) -> LaidOut:
    """Return `words` (of peerchallenge.reviews.letter) as pages and papers show them."""
    visit = _visit(words)
    return LaidOut(
        title=f"{words['authority']['name']}: {words['title']}",
        about=f"{words['kind']}{f', {visit}' if visit else ''}",
        dated=dates.day(date.fromisoformat(words["dated_on"])) if words["dated_on"] else "Not sent",
        opening=words["opening"],
        findings=[(_what(one), one) for one in words["findings"]],
        closing=words["closing"],
        signed_by=words["signed_by"],
        original=words["original"],
        file=words["file"],
    )


def _what(one):
    label = Finding.Kind(one["kind"]).label
    return f"{label}: {one['theme']}" if one["theme"] else label


def _visit(words):
    if not words["begins_on"]:
        return ""
    return dates.days(date.fromisoformat(words["begins_on"]), date.fromisoformat(words["ends_on"]))


def name_of(letter) -> str:
    """Return what a letter is called: "Final letter", "Draft 2"."""
    return "Final letter" if letter.sent == Wording.Sent.FINAL else f"Draft {letter.number}"


def slug_of(letter) -> str:
    """Return how a letter is named in an address: "final", "draft-2"."""
    return "final" if letter.sent == Wording.Sent.FINAL else f"draft-{letter.number}"


def letters_of(user, public_id) -> list[Letter]:
    """Return the letters of the review `public_id` that `user` reads: the final one first, then the latest draft."""
    found = Letter.objects.visible_to(user).filter(review__public_id=public_id)
    related = "review__authority__region", "review__region", "review__kind", "review__cycle", "sent_by"
    return sorted(found.select_related(*related), key=lambda one: (one.sent == Wording.Sent.FINAL, one.number))[::-1]
