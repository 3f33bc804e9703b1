"""When a review has come to its end."""

from peerchallenge.reviews.models import LINE, Stage
from peerchallenge.reviews.stages import next_stage
from peerchallenge.reviews.wording import is_shared_by_hand


def can_be_closed(review) -> bool:
    """Return whether a review can be closed: from its host's reply on, or where its kind has nothing else to come.

    Findings that wait to be shown to the host are shown first.
    """
    if review.status in LINE[LINE.index(Stage.REPLY) : -1]:
        return True
    waits = is_shared_by_hand(review) and review.findings.standing().exists()
    return next_stage(review) == Stage.CLOSED and not waits
