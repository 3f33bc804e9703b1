"""The reviews of a challenge event that come to the same stage next: one date has them all, so they go on at once."""

from collections import defaultdict

from peerchallenge.reviews.actions.running import lacks_days
from peerchallenge.reviews.models import LINE, Stage
from peerchallenge.reviews.stage_words import WORDS
from peerchallenge.reviews.stages import next_stage
from portal.ui.permissions import may


def next_together(event, user) -> dict[Stage, list]:
    """Return {stage: its reviews by authority} of those reviews of `event` that `user` may let reach a stage by a mere
    step: nothing is sent to the host, and the days of the visit are known if need be. Two queries."""
    found = defaultdict(list)
    reviews = event.reviews.under_way().select_related("authority", "region", "kind").prefetch_related("stages")
    for review in reviews.order_by("authority__name"):
        to = next_stage(review)
        if to and not WORDS[to].page and not lacks_days(review, to) and may(user, "reviews.move_on", review):
            found[to].append(review)
    return {stage: found[stage] for stage in LINE if stage in found}
