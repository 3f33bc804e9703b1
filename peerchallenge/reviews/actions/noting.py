"""The team takes notes. Each verb is one transaction, and asks under the lock whether the person is still on the team.

None of them writes an audit event: who reads those would learn how many notes there are, and when.
"""

from django.db import transaction

from peerchallenge.reviews.actions.clustering import recount
from peerchallenge.reviews.models import Review, TeamNote
from peerchallenge.reviews.noting import are_gone
from portal.audit.models import Overtaken
from portal.ui.permissions import may

NOT_YOURS = "You aren’t on this team any more, or the review is over."
DESTROYED = "The notes of this review are destroyed; no more are taken."
SENT_BY_ANOTHER = "This note was sent by somebody else, or for another review."


class NotTaken(Exception):
    """Nothing was written; its words say why."""


def _at_work(review, by) -> Review:
    """Return the review, locked, if `by` can write its notes now."""
    review = Review.objects.hold(review.pk)
    if not may(by, "reviews.work_in_team", review):
        raise NotTaken(NOT_YOURS)
    if are_gone(review):
        raise NotTaken(DESTROYED)
    return review


@transaction.atomic
def take_note(review, *, by, sent_as, **fields) -> TeamNote:
    """Keep a note. Sent again with the same `sent_as` (a UUID that the browser gave it), it is the note that is there.

    Raises NotTaken.
    """
    review = _at_work(review, by)
    there = TeamNote.objects.filter(sent_as=sent_as).first()
    if there is None:
        return TeamNote.objects.create(review=review, sent_as=sent_as, made_by=by, edited_by=by, **fields)
    if (there.review_id, there.made_by_id) != (review.pk, by.pk):
        raise NotTaken(SENT_BY_ANOTHER)
    return there


@transaction.atomic
def edit_note(note, *, by, version, **fields) -> TeamNote:
    """Change a note on top of `version`. Raises NotTaken, Overtaken."""
    review = _at_work(note.review, by)
    _standing(note)
    note.rewrite(by=by, version=version, **fields)
    recount(review, [note.finding_id])
    return note


@transaction.atomic
def remove_note(note, *, by, version) -> TeamNote:
    """Take a note away; it can be put back until all are destroyed. Raises NotTaken, Overtaken."""
    review = _at_work(note.review, by)
    _standing(note)
    note.rewrite(by=by, version=version, is_removed=True)
    recount(review, [note.finding_id])
    return note


@transaction.atomic
def put_note_back(note, *, by, version) -> TeamNote:
    """Put a note back that was taken away. Raises NotTaken, Overtaken."""
    review = _at_work(note.review, by)
    note.rewrite(by=by, version=version, is_removed=False)
    recount(review, [note.finding_id])
    return note


def _standing(note):
    if not TeamNote.objects.standing().filter(pk=note.pk).exists():
        raise Overtaken("This note was taken away.")
