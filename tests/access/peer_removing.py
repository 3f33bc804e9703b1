"""The states of peer_removing.txt, and what its POSTs send."""

from uuid import uuid4

from peerchallenge.models import Report, Statement
from tests.peerchallenge import shapes


def _assessment(world, state):
    """Ardenvale's with one statement; in "submitted" it is submitted, in "released" Severnford's director reads it."""
    alice, dana = world.cast["alice"], world.dana
    others = [world.severnford] if hasattr(world, "severnford") else []
    cycle = shapes.cycle(world.mercia, "2026-27", world.ardenvale, *others, by=dana, triad=1)
    made = shapes.assessment(cycle, world.ardenvale, by=alice)
    shapes.statement(shapes.first_section(made), claim="Visits are on time.")
    if state in ("submitted", "released"):
        shapes.submission(made, by=alice)
    if state == "released":
        shapes.release(made, "region", by=alice)
    return made


def of_statement(world, state):
    if state == "unknown":
        return ["statement", uuid4()]
    made = _assessment(world, state)
    kind = "nothing" if state == "nothing" else "statement"
    return [kind, Statement.objects.get(section__assessment=made).public_id]


def of_area(world, state):
    made = _assessment(world, "released" if state == "unknown-area" else state)
    return [made.submissions.get().public_id, "Z" if state == "unknown-area" else "A"]


def of_assessment(world, state):
    return [uuid4() if state == "unknown" else _assessment(world, state).public_id]


def of_report(world, state):
    if state == "unknown":
        return [uuid4()]
    made = _assessment(world, state)
    statement = Statement.objects.get(section__assessment=made)
    one = Report.objects.create(
        assessment=made, kind="statement", record=statement.public_id, parts=["claim"], why="name", where="Area A",
        reported_by=world.cast["alice"], is_submitted=state != "working",
    )  # fmt: skip
    return [one.public_id]


def chosen(world, state):
    return {"form_key": uuid4(), "parts": ["claim"], "why": "name"}


ARGUMENTS = {
    "report": of_statement,
    "remove": of_statement,
    "report_area": of_area,
    "removals": of_assessment,
    "report_keep": of_report,
    "reported": lambda world, state: [],
}
BODIES = {"report": chosen, "remove": chosen, "report_keep": lambda world, state: {}}
