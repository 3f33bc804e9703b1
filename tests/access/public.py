"""The states of what everybody reads of plans."""

from tests import make


def a_plan(world, state):
    """A plan of Mercia for 2026-27 in this state, with the priority "early-help"; none when `state` is unknown."""
    if state == "unknown":
        return
    status = "published" if state == "removed" else state
    out = {"published_at": None, "published_by": None} if state == "discarded" else {}
    plan = make.plan(world.mercia, "2026-27", by=world.dana, status=status, priorities=("Early help",), **out)
    if state == "removed":
        plan.priorities.update(is_removed=True)


def region_arguments(world, state):
    a_plan(world, state)
    return ["nowhere" if state == "unknown" else "mercia"]


def plan_arguments(world, state):
    a_plan(world, state)
    return ["mercia", "2026-27"]


def priority_arguments(world, state):
    return [*plan_arguments(world, state), "early-help"]


ARGUMENTS = {
    "region_plans": region_arguments,
    "plan": plan_arguments,
    "plan_feed": plan_arguments,
    "priority": priority_arguments,
    "priority_feed": priority_arguments,
}
BODIES = {}
