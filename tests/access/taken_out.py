"""The states of taken_out.txt: something that was taken out of a plan in this state."""

from priorities.models import Measure, Plan
from tests import make


def _plan(world, state):
    kept = state if state in ("published", "closed") else "draft"
    plan = make.plan(world.mercia, by=world.dana, status=kept)
    if state == "discarded":
        plan.discard(by=world.dana, version=plan.version)
    return plan


def _out(record, state):
    record.is_removed = state != "standing"
    record.save()
    return record


def of_priority(world, state):
    return [_out(_plan(world, state).priorities.get(), state).pk]


def of_enabler(world, state):
    return [_out(make.enabler(_plan(world, state)), state).pk]


def of_measure(world, state):
    return [_out(Measure.objects.create(priority=_plan(world, state).priorities.get(), outcome="Safer"), state).pk]


def of_action(world, state):
    return [_out(make.action(_plan(world, state).priorities.get()), state).public_id]


def seen(world, state):
    """What the page that asks carries."""
    return {"version": 1, "changes": Plan.objects.get().changes}


ARGUMENTS = {
    "plan_taken_out": lambda world, state: [_plan(world, state).pk],
    "priority_put_back": of_priority,
    "enabler_put_back": of_enabler,
    "measure_put_back": of_measure,
    "action_put_back": of_action,
}
BODIES = dict.fromkeys(("priority_put_back", "enabler_put_back", "measure_put_back", "action_put_back"), seen)
