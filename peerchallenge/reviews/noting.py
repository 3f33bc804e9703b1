"""The team's notes, for the team: which there are, how many on each theme, what the next one begins with.

Everything here is asked for as somebody: whoever isn't on the team today gets nothing, not even a number.
"""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from peerchallenge.deadlines import how_far
from peerchallenge.reviews.models import LINE, Stage, TeamNote
from portal.ui import dates

REMEMBERED = ("kind", "theme", "enquiry", "session", "role", "heard_as")
NO_THEME = "No theme"
WARNED_BEFORE = timedelta(days=7)


class OnTheme(NamedTuple):
    """How many notes there are on a theme."""

    theme: str
    strengths: int
    areas: int

    @property
    def notes(self) -> int:
        return self.strengths + self.areas


def notes_of(review, user):
    """Return the standing notes that `user` reads, the newest first, with what they name."""
    found = TeamNote.objects.visible_to(user).standing().filter(review=review)
    return found.select_related("session", "enquiry", "theme", "made_by", "finding")


def counted(review, user) -> list[OnTheme]:
    """Return how many of the notes that `user` reads there are on each theme, the most first."""
    found = TeamNote.objects.visible_to(user).standing().filter(review=review)
    rows = found.order_by().values("theme__name").annotate(
        strengths=Count("pk", filter=Q(kind=TeamNote.Kind.STRENGTH)), areas=Count("pk", filter=Q(kind="area")),
    )  # fmt: skip
    themes = [OnTheme(row["theme__name"] or NO_THEME, row["strengths"], row["areas"]) for row in rows]
    return sorted(themes, key=lambda one: (-one.notes, one.theme))


def next_begins_with(review, user, session=None) -> dict:
    """Return what the next note of `user` begins with: what their last one had; `session` goes before its session."""
    last = TeamNote.objects.visible_to(user).filter(review=review, made_by=user).select_related(
        "session", "enquiry", "theme"
    ).first()  # fmt: skip
    if last is None:
        return {"session": session} if session else {}
    values = {name: getattr(last, name) for name in REMEMBERED}
    for name in ("session", "enquiry"):
        if values[name] and values[name].is_removed:
            values[name] = None
    if session and session != values["session"]:
        values |= {"session": session, "role": ""}
    return values


def roles_in(review, user) -> list[str]:
    """Return the roles that notes were heard from, to be chosen again; at most 50."""
    found = TeamNote.objects.visible_to(user).standing().filter(review=review).exclude(role="")
    return list(found.order_by("role").values_list("role", flat=True).distinct()[:50])


def kept_until(review):
    """Return the last day on which the notes of a review are kept; None while that isn't known.

    So many days after the final letter; where its kind has none, after the stage that comes instead of it; of one that
    is closed or given up without either, after that.
    """
    if review.notes_until:
        return review.notes_until
    later = LINE[LINE.index(Stage.FINAL_LETTER) :]
    reached = [row.reached_at for row in review.stages.all() if row.stage in later and row.reached_at]
    ended = min(reached) if reached else review.status_at if review.is_over else None
    return dates.local(ended).date() + timedelta(days=settings.REVIEW_NOTES_DAYS) if ended else None


def are_gone(review) -> bool:
    """Return whether the notes are destroyed, or due to be: no more are taken."""
    until = None if review.notes_destroyed_at else kept_until(review)
    return bool(review.notes_destroyed_at or (until and until < timezone.localdate()))


def kept_in_words(review) -> str:
    """Return what becomes of the notes, in a sentence for the team."""
    if review.notes_destroyed_at:
        return f"The team’s notes were destroyed on {dates.day(review.notes_destroyed_at)}."
    until = kept_until(review)
    if until is None:
        return f"Notes are destroyed {settings.REVIEW_NOTES_DAYS} days after the final letter."
    if until < timezone.localdate():
        return f"Notes were kept until {dates.day(until)}. They are being destroyed."
    return f"Notes are kept until {dates.day(until)}, {how_far(until)}, and then destroyed."
