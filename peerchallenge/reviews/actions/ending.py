"""A review is closed: nothing in it changes any more. One transaction."""

from django.db import transaction

from peerchallenge.reviews.actions.moving import held, reach
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.models import LINE, Review, Stage
from peerchallenge.reviews.stage_words import WORDS
from portal.audit.models import NotAMove


@transaction.atomic
def close(review, *, by, version) -> Review:
    """Close a review that its host replied to, wherever it stands after that, and tell those concerned.

    Raises NotAMove, Overtaken.
    """
    review = held(review, version)
    if review.status not in LINE[LINE.index(Stage.REPLY) : -1]:
        raise NotAMove(f"{review} is {review.status}.")
    reach(review, Stage.CLOSED, by=by)
    words = WORDS[Stage.CLOSED]
    people, said = told(review, words.tells, by=by), f"{review}: closed. {words.now}"
    tell(review, people, subject="closed", said=said, key="closed", by=by)
    return review
