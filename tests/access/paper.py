"""Plans in each state, for their rows in paper.txt."""

from priorities.models import Plan
from tests import make


def a_plan(world, state):
    """The plan of Mercia in this state; None when it isn't there."""
    if state == "unknown":
        return None
    plan = make.plan(world.mercia, "2026-27", by=world.dana, status="draft" if state == "discarded" else state)
    if state == "discarded":
        plan.discard(by=world.dana, version=plan.version)
    return plan


def at_its_address(world, state):
    a_plan(world, state)
    return ["mercia", "2026-27"]


def on_the_desk(world, state):
    plan: Plan | None = a_plan(world, state)
    return [plan.pk if plan else 999_999]


ARGUMENTS = {
    "plan_pdf": at_its_address,
    "plan_docx": at_its_address,
    "plan_paper": lambda world, state: [*on_the_desk(world, state), "docx"],
    "plan_exceptions": on_the_desk,
    "plan_exceptions_docx": on_the_desk,
}
BODIES = {}
