"""The states of the addresses of a challenge event: Mercia's cycle, Ardenvale and Severnford in one triad."""

from datetime import date
from uuid import uuid4

from peerchallenge.reviews.actions import challenging
from peerchallenge.reviews.models import Review, ReviewKind
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes

DAY = date(2027, 2, 3)


def _kind():
    return ReviewKind.objects.filter(form="event").first() or shapes.kind(name="Challenge event", form="event")


def of_cycle(world, state):
    if state == "unknown":
        return [uuid4()]
    status = state if state in ("draft", "closed") else "open"
    severnford = world.cast["charlie"].posts.get().authority
    made = cycles.cycle(world.mercia, "2026-27", world.ardenvale, severnford, by=world.dana, triad=1, status=status)
    if state == "made":
        challenging.make_event(made, kind=_kind(), takes_place_on=DAY, place="", by=world.dana)
    return [made.public_id]


NAMES = ("challenge_event", "challenge_event_edit", "challenge_event_follow", "challenge_event_ask")
ARGUMENTS = dict.fromkeys(NAMES, of_cycle) | {
    "challenge_event_move": lambda world, state: [*of_cycle(world, state), "scoping"],
}
BODIES = {
    "challenge_event_move": lambda world, state: {"review": Review.objects.values_list("public_id", flat=True)},
    "challenge_event": lambda world, state: {"version": 1, "triad-M01": 1, "triad-M02": 2},
    "challenge_event_edit": lambda world, state: {
        "form_key": uuid4(), "version": 1, "kind": _kind().pk, "takes_place_on": "2027-03-03",
    },
}  # fmt: skip
