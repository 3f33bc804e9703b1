"""The states of the addresses of teams and of the pool: a review of Ardenvale, Charlie of Severnford asked to it."""

from uuid import uuid4

from peerchallenge.reviews.models import ReviewKind, Stage
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import in_pool

STATUS = {"team": "accepted", "asked": "asked", "declined": "declined"}


def _review(world, state):
    at, _, member = state.partition("+")
    review = shapes.review(world.ardenvale, by=world.dana, at=Stage(at))
    if not member:
        return review, None
    answered = {"answered_at": review.made_at} if member != "asked" else {}
    made = shapes.member(review, world.cast["charlie"], by=world.dana, status=STATUS[member], **answered)
    return review, made


def of_review(world, state):
    return [uuid4() if state == "unknown" else _review(world, state)[0].public_id]


def of_seat(world, state):
    if state == "unknown":
        return [uuid4()]
    return [_review(world, state)[0].seats.get(is_lead=True).public_id]


def of_member(world, state):
    return [uuid4() if state == "unknown" else _review(world, state)[1].public_id]


def of_reviewer(world, state):
    if state == "unknown":
        return [uuid4()]
    return [in_pool(world.mercia, world.cast["charlie"], is_removed=state == "left").public_id]


def asks(world, state):
    in_pool(world.mercia, world.cast["charlie"])
    return {"person": world.cast["charlie"].pk}


def training(world, state):
    kind = ReviewKind.objects.first() or shapes.kind()
    return {"kind": kind.pk, "trained_on": "2025-03-03"}


def region(world, state):
    return "?region=mercia" if state == "mercia" else ""


ARGUMENTS = {
    **dict.fromkeys(("team", "seat_new"), of_review),
    **dict.fromkeys(("seat", "seat_remove"), of_seat),
    **dict.fromkeys(("invitation", "member_leave", "member_end"), of_member),
    **dict.fromkeys(("pool", "pool_csv", "pool_add"), lambda world, state: []),
    **dict.fromkeys(
        ("reviewer", "reviewer_edit", "reviewer_training", "reviewer_conflicts", "reviewer_leave"), of_reviewer
    ),
}
QUERIES = dict.fromkeys(("pool", "pool_csv", "pool_add"), region)
BODIES = {
    "seat_new": lambda world, state: {"form_key": uuid4(), "label": "Head of service"},
    "seat": asks,
    "invitation": lambda world, state: {"do": "decline"},
    "member_end": lambda world, state: {"because": "Told somebody outside."},
    "pool_add": lambda world, state: {"person": world.cast["charlie"].pk},
    "reviewer_edit": lambda world, state: {"version": 1, "brings": "Audit"},
    "reviewer_training": training,
    "reviewer_conflicts": lambda world, state: {"authority": "M01"},
}
