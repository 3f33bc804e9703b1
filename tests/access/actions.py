"""The states of actions.txt, and what its POSTs send."""

from uuid import uuid4

from priorities import tables
from priorities.models import Action, Priority
from tests import make


def an_action(world, state):
    """An action of Alice's office, in a plan of this state."""
    plan = make.plan(world.mercia, by=world.dana, status=state if state in ("draft", "closed") else "published")
    owner = make.office(world.cast["alice"].posts.get())
    extra = {"is_public": state == "shown", "is_removed": state == "removed"}
    return make.action(plan.priorities.get(), owner=owner, **extra)


def of_plan(world, state):
    return [999_999 if state == "unknown" else an_action(world, state).plan_id]


def of_action(world, state):
    return [uuid4() if state == "unknown" else an_action(world, state).public_id]


def edited(world, state):
    return {"belongs_to": f"priority-{Priority.objects.get().pk}", "title": "Run four seminars", "version": 1}


def table(world, state):
    rows = [tables.row_of(action) for action in tables.for_table(Action.objects.all())]
    return {"text": tables.write(rows).decode("utf-8-sig"), "confirmed": "yes"}


PLANS = ("plan_actions", "plan_actions_csv", "plan_actions_csv_in", "action_new")
ONES = ("action", "action_edit", "action_report", "action_show", "action_remove")
ARGUMENTS = {
    "my_actions": lambda world, state: [],
    **dict.fromkeys(PLANS, of_plan),
    **dict.fromkeys(ONES, of_action),
}
BODIES = {
    "plan_actions_csv_in": table,
    "action_new": edited,
    "action_edit": edited,
    "action_report": lambda world, state: {"status": "under-way", "forecast": "on-track", "version": 1},
    "action_show": lambda world, state: {"shown": "yes", "version": 1},
    "action_remove": lambda world, state: {"version": 1},
}
