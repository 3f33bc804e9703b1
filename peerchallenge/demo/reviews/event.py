"""This year's challenge event at Mercia: a date for all, in the cycle's triads; directors are asked, most said yes."""

from peerchallenge.models import Step
from peerchallenge.reviews.actions import challenging, moving, teaming
from peerchallenge.reviews.models import Member, ReviewKind, Stage

STILL_TO_ANSWER = ("gideon.marsh",)


def make(cycle, *, by):
    """Hold it on the day of the cycle's challenge."""
    kind = ReviewKind.objects.get(region=None, slug="challenge-event")
    day = cycle.steps.get(kind=Step.Kind.CHALLENGE).opens_on
    event = challenging.make_event(cycle, kind=kind, takes_place_on=day, place="Town hall, Severnford", by=by)
    challenging.ask_directors(event, by=by)
    late = [f"{key}@example.org" for key in STILL_TO_ANSWER]
    asked = Member.objects.filter(seat__review__event=event).exclude(person__email__in=late)
    for member in asked.select_related("person", "seat__review", "asked_by"):
        teaming.accept(member, by=member.person, interests="None.")
    waiting = Member.objects.filter(seat__review__event=event, status=Member.Status.ASKED).values("seat__review")
    for review in event.reviews.exclude(pk__in=waiting):
        moving.move_on(review, Stage.TEAM_CONFIRMED, by=by, version=review.version)
