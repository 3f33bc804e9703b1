"""The states of the desk's addresses: a plan of Mercia's with a priority, an enabler and a measure."""

from uuid import uuid4

from priorities.models import Enabler, Measure, Plan, Priority
from tests import make

UNKNOWN = 999_999


def _plan(world, state):
    status = state if state in ("published", "closed", "discarded") else "draft"
    kept = "draft" if status == "discarded" else status
    plan = make.plan(world.mercia, by=world.dana, status=kept, priorities=() if state == "empty" else ("Early help",))
    if status == "discarded":
        plan.discard(by=world.dana, version=plan.version)
    return plan


def of_plan(world, state):
    return [UNKNOWN if state == "unknown" else _plan(world, state).pk]


def of_priority(world, state):
    priority = _plan(world, state).priorities.get()
    return [_taken_out(priority, state).pk]


def of_enabler(world, state):
    return [_taken_out(make.enabler(_plan(world, state)), state).pk]


def of_measure(world, state):
    measure = Measure.objects.create(priority=_plan(world, state).priorities.get(), outcome="Children are safer")
    return [_taken_out(measure, state).pk]


def _taken_out(record, state):
    if state == "removed":
        record.is_removed = True
        record.save()
    return record


def new_plan(world, state):
    return {"form_key": uuid4(), "period": "2027-28", "title": "Our priorities"}


def edited_plan(world, state):
    rows = {"areas-TOTAL_FORMS": 0, "areas-INITIAL_FORMS": 0}
    return {"version": Plan.objects.get().version, "title": "Our priorities", "introduction": "", **rows}


def version(world, state):
    return {"version": Plan.objects.get().version}


def looked_at(world, state):
    plan = Plan.objects.get()
    return {"version": plan.version, "changes": plan.changes, "shown": "yes"}


def priority_version(world, state):
    return {"version": Priority.objects.get().version}


def part(world, state):
    return {"form_key": uuid4(), "version": 1, "title": "Called so", "code": "X1", "supports": "every"}


def enabler_version(world, state):
    return {"version": Enabler.objects.get().version}


def measure(world, state):
    return {"form_key": uuid4(), "version": 1, "outcome": "Children wait less long"}


ARGUMENTS = {
    "plan_list_desk": lambda world, state: [],
    "plan_new": lambda world, state: [],
    **dict.fromkeys(
        (
            "plan_desk", "plan_edit", "plan_publish", "plan_close", "plan_reopen", "plan_discard", "plan_check",
            "priority_new", "enabler_new", "plan_show_actions",
        ),
        of_plan,
    ),
    **dict.fromkeys(
        ("priority_edit", "priority_move", "priority_remove", "priority_people", "measure_new"), of_priority
    ),
    **dict.fromkeys(("enabler_edit", "enabler_move", "enabler_remove"), of_enabler),
    **dict.fromkeys(("measure_edit", "measure_remove"), of_measure),
}  # fmt: skip
BODIES = {
    "plan_new": new_plan,
    "plan_edit": edited_plan,
    **dict.fromkeys(("plan_publish", "plan_show_actions"), looked_at),
    **dict.fromkeys(("plan_close", "plan_reopen", "plan_discard"), version),
    **dict.fromkeys(("priority_new", "priority_edit", "enabler_new", "enabler_edit"), part),
    **dict.fromkeys(("priority_remove", "priority_people"), priority_version),
    "enabler_remove": enabler_version,
    **dict.fromkeys(("priority_move", "enabler_move"), lambda world, state: {"do": "up", "place": 0}),
    **dict.fromkeys(("measure_new", "measure_edit", "measure_remove"), measure),
}
