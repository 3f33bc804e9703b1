"""What waits for authorities that were brought together: saying what came of it, from 90 days on."""

from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.of_authority import WRITERS, at_own_authority, authorities_of
from peerchallenge.reviews.models import Introduction
from portal.home import tasks
from portal.home.tasks import Task


@tasks.offer
def outcomes_to_say(user):
    """For a director and self-assessment lead: what came of each time they were brought together with somebody."""
    if not authorities_of(user, WRITERS):
        return
    mine = Introduction.objects.visible_to(user).filter(at_own_authority(user, WRITERS))
    due = mine.filter(outcome=Introduction.Outcome.UNSAID, ask_on__lte=timezone.localdate())
    for one in due.select_related("helper", "authority").order_by("ask_on", "pk"):
        yield Task(
            f"{one.authority}: say what came of the help of {one.helper}", "Say what came of it",
            reverse("introduction", args=[one.public_id]), 2, "Asks and offers", since=one.ask_on,
        )  # fmt: skip
