"""The team's notes are destroyed so many days after the final letter; their team is told a week before."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.of_authority import still_apart
from peerchallenge.reviews.actions.telling import Told, tell
from peerchallenge.reviews.models import Member, Review, TeamNote
from peerchallenge.reviews.noting import WARNED_BEFORE, kept_until
from portal.audit.models import record
from portal.drafting.models import KeptText
from portal.ui import dates


def _with_notes():
    """Reviews of which notes are there."""
    there = TeamNote.objects.filter(review=OuterRef("pk"))
    return Review.objects.filter(Exists(there), notes_destroyed_at=None).prefetch_related("stages")


def destroy_due() -> int:
    """Destroy the notes of each review whose last day of keeping them has passed; return of how many reviews.

    Each review is a transaction of its own, so what one run left the next one does.
    """
    today, done = timezone.localdate(), 0
    for review in _with_notes():
        until = kept_until(review)
        if until and until < today:
            destroy(review)
            done += 1
    return done


@transaction.atomic
def destroy(review) -> None:
    """Delete the rows of a review's notes, those taken away too, and what was typed into their form and kept aside.

    The audit event says that it was done, and nothing of what they said or how many there were.
    """
    review = Review.objects.hold(review.pk)
    TeamNote.objects.filter(review=review).delete()
    KeptText.objects.filter(path__startswith=reverse("capture", args=[review.public_id])).delete()
    Review.objects.filter(pk=review.pk).update(notes_destroyed_at=timezone.now())
    record("destroyed the team’s notes of", review)


def warn_teams() -> int:
    """Write once to the teams whose notes are destroyed within a week; return to how many people."""
    today, told = timezone.localdate(), 0
    for review in _with_notes().select_related("region", "authority__region", "kind", "cycle"):
        until = kept_until(review)
        if until and today <= until <= today + WARNED_BEFORE:
            told += _warn(review, until)
    return told


def _warn(review, until):
    rows = Member.objects.at_work().filter(seat__review=review, declared_at__isnull=False, person__is_active=True)
    people = [Told(one.person, one.seat.label) for one in still_apart(rows, review).select_related("person", "seat")]
    said = (
        f"The team’s notes of {review} are destroyed after {dates.day(until)}, "
        f"{settings.REVIEW_NOTES_DAYS} days after the final letter. The headline findings stay. You need do nothing."
    )
    return tell(
        review, people, subject="the team’s notes are destroyed soon", said=said, key=f"notes:{until}", by=None,
        address=reverse("workspace", args=[review.public_id]),
    )  # fmt: skip
