"""Putting a theme that the directors chose into a draft plan: it becomes a priority, and the two stay linked."""

from django.db import transaction

from peerchallenge.models import Cycle
from peerchallenge.reviews.models import RegionalTheme
from portal.audit.models import Overtaken, record
from priorities.actions.parts import add_priority
from priorities.actions.writing import open_plan
from priorities.models import Priority, PriorityOrigin


class AlreadyThere(Exception):
    """The plan has a priority out of this theme: `priority`."""

    def __init__(self, priority):
        super().__init__("A theme becomes one priority of a plan.")
        self.priority = priority


@transaction.atomic
def add_out_of(theme, plan, *, by, form_key=None, **details) -> Priority:
    """Add a priority out of `theme` to the draft `plan`, with `details` as parts.add_priority takes them.

    Raises AlreadyThere, CodeTaken, KeyAlreadyUsed, and Overtaken when the theme is no longer chosen or the plan no
    longer a draft.
    """
    Cycle.objects.hold(theme.cycle_id)
    plan = open_plan(plan.pk)
    theme = RegionalTheme.objects.get(pk=theme.pk)
    if theme.status != RegionalTheme.Status.CHOSEN or not plan.is_draft:
        raise Overtaken("The theme or the plan was changed.")
    there = PriorityOrigin.objects.filter(theme=theme, plan=plan).select_related("priority").first()
    if there and not there.priority.is_removed:
        raise AlreadyThere(there.priority)
    if there:
        there.delete()
    priority = add_priority(plan, by=by, form_key=form_key, **details)
    PriorityOrigin.objects.create(theme=theme, priority=priority, made_by=by)
    record("made a priority of", theme, by=by, plan=plan.period)
    return priority
