"""The states of what Ardenvale lets others read of a review; Charlie directs elsewhere, Dana runs the review."""

from uuid import uuid4

from peerchallenge.reviews.models import Finding, NextStep, Stage
from peerchallenge.reviews.releasing import change_of
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_releasing import final, keys, summary

LEVELS = ("authority", "directors", "region", "public")


def of_review(world, state):
    if state == "unknown":
        return [uuid4()]
    shapes.kind()
    if state == "draft":
        return [shapes.review(world.ardenvale, by=world.dana, at=Stage.DRAFT).public_id]
    made = final(world.ardenvale, by=world.dana)
    if state in LEVELS:
        for model in (Finding, NextStep):
            model.objects.update(shown_to=state)
    if state == "in-team":
        shapes.member(made, world.cast["charlie"], by=world.dana)
    if state in ("written", "published"):
        summary(made, by=world.cast["alice"], published=state == "published")
    return [made.public_id]


def of_region(world, state):
    if state == "theirs":
        summary(final(world.ardenvale, by=world.dana, kind_of=shapes.kind()), by=world.cast["alice"], published=True)
    return ["nowhere" if state == "unknown" else "mercia"]


def of_cycle(world, state):
    if state == "unknown":
        return [uuid4()]
    status = "draft" if state == "draft" else "open"
    return [cycles.cycle(world.mercia, "2026-27", world.ardenvale, by=world.dana, status=status).public_id]


def a_release(world, state):
    review = Finding.objects.first().review
    chosen = keys(review)
    return {"items": chosen, "shown_to": "directors", "do": "release",
            "seal": change_of(review, set(chosen), "directors").seal}  # fmt: skip


ARGUMENTS = {
    "review_release": of_review,
    "review_see_as": of_review,
    "review_access_log": of_review,
    "review_access_log_csv": of_review,
    "public_summary": of_review,
    "public_summary_publish": of_review,
    "public_summary_take_off": of_review,
    "region_peer_challenge": of_region,
    "cycle_public": of_cycle,
}
BODIES = {
    "review_release": a_release,
    "public_summary": lambda world, state: {"version": 1, "text": "Peers saw children being seen quickly."},
    "public_summary_publish": lambda world, state: {"version": 1},
    "cycle_public": lambda world, state: {"version": 1, "show": "yes"},
}
