"""Reviews of a challenge event reach a stage at once, in one transaction under the lock of the event's cycle."""

from django.db import transaction
from django.db.models import F

from peerchallenge.models import Cycle
from peerchallenge.reviews.actions import running
from peerchallenge.reviews.together import next_together


@transaction.atomic
def move_together(event, to, ids, *, by) -> int:
    """Let those reviews of `event` with these public ids (as text) that still come to the stage `to` next reach it, and
    tell those concerned with each. Return how many did; one that somebody else moved first stays where it is."""
    Cycle.objects.hold(event.cycle_id)
    event.reviews.update(changes=F("changes") + 1)  # holds them all
    reviews = [one for one in next_together(event, by).get(to, []) if str(one.public_id) in ids]
    for review in reviews:
        running.move(review, to, by=by, version=review.version)
    return len(reviews)
