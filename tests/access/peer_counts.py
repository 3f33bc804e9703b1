"""The states of the addresses of counts: Ardenvale's self-assessment, and what was entered of it or of Mercia."""

from uuid import uuid4

from peerchallenge.models import EarlierCount
from tests.peerchallenge import shapes


def _assessment(world, state):
    cycle = shapes.cycle(world.mercia, "2026-27", world.ardenvale, by=world.dana)
    made = shapes.assessment(cycle, world.ardenvale, by=world.cast["alice"])
    shapes.statement(shapes.first_section(made), evidence=["audit"], step=2)
    if state == "submitted":
        shapes.submission(made, by=world.cast["alice"])
    return made


def of_region(world, state):
    if state == "submitted":
        _assessment(world, state)
    return ["nowhere" if state == "unknown" else "mercia"]


def of_count(world, state):
    if state == "unknown":
        return [uuid4()]
    authority = world.ardenvale if state == "authority" else None
    made = EarlierCount.enter(
        world.mercia, by=world.dana, authority=authority, year="2015", statements=300, source="Annual report"
    )
    if state == "removed":
        made.take_out(by=world.dana, version=1)
    return [made.public_id]


def of_assessment(world, state):
    return [uuid4() if state == "unknown" else _assessment(world, state).public_id]


def entered(world, state):
    return {"form_key": uuid4(), "version": 1, "year": "2014-15", "statements": 200, "source": "Annual report"}


ARGUMENTS = {
    "peer_counts": of_region,
    "peer_counts_csv": of_region,
    "peer_count_new": of_region,
    "peer_count_edit": of_count,
    "peer_count_take_out": of_count,
    "assessment_counts": of_assessment,
}
BODIES = {
    "peer_count_new": entered,
    "peer_count_edit": entered,
    "peer_count_take_out": lambda world, state: {"version": 1},
}
