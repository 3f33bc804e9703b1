"""Taking parts out of a plan, and putting them back. What was taken out is shown no more; nothing of it is deleted."""

from django.db import transaction

from portal.audit.models import Overtaken
from portal.ui.pagecache import public_content_changed
from priorities.actions.doing import PartGone, is_read_by_everybody
from priorities.actions.parts import CodeTaken, code_holder
from priorities.actions.writing import open_plan
from priorities.index import plan_changed
from priorities.models import Enabler, Priority
from priorities.parts import belonging, main_part


class OnlySupported(Exception):
    """Enablers support only the priority that was to be taken out: `enablers` are they."""

    def __init__(self, enablers):
        super().__init__("Enablers support only this priority.")
        self.enablers = enablers


@transaction.atomic
def remove_part(part, *, by, version):
    """Take a priority or an enabler out of its plan, with its actions: they are shown no more, and stay in the history.

    Raises Overtaken; OnlySupported when an enabler was narrowed to this priority alone.
    """
    plan = open_plan(part.plan_id)
    if enablers := supports_only(part):
        raise OnlySupported(enablers)
    part.rewrite(by=by, version=version, verb="took out", is_removed=True)
    for action in plan.actions.of_part(part).standing():
        action.rewrite(by=by, version=action.version, verb="took out", is_removed=True, left_with_part=True)
    plan_changed(plan)


def supports_only(part) -> list[Enabler]:
    """Return the enablers that were narrowed to this priority, and to no other that stands; none of an enabler."""
    if isinstance(part, Enabler):
        return []
    narrowed = part.enablers_narrowed_to_it.standing().prefetch_related("narrowed_to")
    return [
        enabler
        for enabler in narrowed
        if [one.pk for one in enabler.narrowed_to.all() if not one.is_removed] == [part.pk]
    ]


@transaction.atomic
def put_back_part(part, *, by, version, changes):
    """Let a priority or an enabler stand in its plan again where it stood, with the actions that left with it.

    What comes back is what the person looked at: the plan after so many `changes`. Raises CodeTaken when another
    part has its code by now; Overtaken when anything was written into the plan since.
    """
    plan = _as_looked_at(part.plan, changes)
    if holder := code_holder(plan, part.code):
        raise CodeTaken(holder)
    part.rewrite(by=by, version=version, verb="put back", is_removed=False)
    for action in plan.actions.left_with(part):
        action.rewrite(by=by, version=action.version, verb="put back", is_removed=False, left_with_part=False)
    plan_changed(plan)


@transaction.atomic
def put_back_measure(measure, *, by, version, changes):
    """Let a measure stand in its priority again. Raises PartGone when that was taken out, too; Overtaken as above."""
    plan = _as_looked_at(measure.plan, changes)
    _check_stands(measure.priority)
    measure.rewrite(by=by, version=version, verb="put back", is_removed=False)
    plan_changed(plan)


@transaction.atomic
def put_back_action(action, *, by, version, changes):
    """Let an action stand in its plan again; where its focus area went meanwhile, it belongs to the whole priority.

    Raises PartGone when its priority or enabler was taken out, too; Overtaken as above.
    """
    plan = _as_looked_at(action.plan, changes)
    _check_stands(main_part(action))
    part = belonging(main_part(action)) if lost_its_focus(action) else {}
    action.rewrite(by=by, version=version, verb="put back", is_removed=False, left_with_part=False, **part)
    action.plan = plan
    if is_read_by_everybody(action):
        public_content_changed()


def lost_its_focus(action) -> bool:
    """Whether the action belongs to a focus area that stands no more."""
    return action.focus_area is not None and action.focus_area.is_removed


def _as_looked_at(plan, changes):
    plan = open_plan(plan.pk)
    if plan.changes != changes + 1:  # holding it counts, too
        raise Overtaken(f"Somebody wrote into {plan} after it was looked at.")
    return plan


def _check_stands(part: Priority | Enabler):
    if not type(part).objects.standing().filter(pk=part.pk).exists():
        raise PartGone(part)
