"""A review is closed: nothing in it changes any more. One transaction."""

from django.db import transaction

from peerchallenge.reviews.actions.moving import held, reach
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.ending import can_be_closed
from peerchallenge.reviews.models import Review, Stage
from peerchallenge.reviews.stage_words import WORDS
from portal.audit.models import NotAMove


@transaction.atomic
def close(review, *, by, version) -> Review:
    """Close a review that has come to its end (`can_be_closed`), and tell those concerned.

    Raises NotAMove, Overtaken.
    """
    review = held(review, version)
    if not can_be_closed(review):
        raise NotAMove(f"{review} is {review.status}.")
    reach(review, Stage.CLOSED, by=by)
    words = WORDS[Stage.CLOSED]
    people, said = told(review, words.tells, by=by), f"{review}: closed. {words.now}"
    tell(review, people, subject="closed", said=said, key="closed", by=by)
    return review
