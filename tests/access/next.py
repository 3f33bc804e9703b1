"""Plans in each state, for their rows in next.txt; one is there before it, for its map."""

from priorities.models import Plan
from tests import make
from tests.access.paper import on_the_desk


def with_one_before(world, state):
    if state != "unknown":
        make.plan(world.mercia, "2025-26", by=world.dana, status="closed")
    return on_the_desk(world, state)


def carried(world, state):
    """What makes the next plan, with its one priority carried on."""
    plan = Plan.objects.get(region=world.mercia, period="2026-27")
    key = f"p{plan.priorities.get().pk}"
    return {"step": "make", "period": "2027-28", "title": "Next", f"{key}-do": "carry", f"{key}-title": "Early help"}


def corrected(world, state):
    plan = Plan.objects.get(region=world.mercia, period="2026-27")
    before = Plan.objects.get(region=world.mercia, period="2025-26")
    return {"version": plan.version, f"p{before.priorities.get().pk}-now": plan.priorities.get().pk}


ARGUMENTS = {"plan_next": on_the_desk, "plan_map": with_one_before}
BODIES = {"plan_next": carried, "plan_map": corrected}
