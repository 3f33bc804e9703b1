"""Measures of a priority: adding, editing, taking out."""

from django.db import transaction

from portal.audit.models import FormKey, Overtaken, record
from priorities.actions.writing import keep_first, keep_saved, open_plan
from priorities.index import plan_changed
from priorities.models import Measure

FIELDS = (
    "outcome", "name", "unit", "baseline", "baseline_on", "target", "target_on", "current", "current_on", "source",
)  # fmt: skip


@transaction.atomic
def add_measure(priority, *, by, form_key=None, **fields) -> Measure:
    """Add a measure with `fields` (as in FIELDS) after the others and return it.

    Raises KeyAlreadyUsed when the form was saved before, Overtaken when the priority was taken out.
    """
    plan = open_plan(priority.plan_id)
    FormKey.refuse_used(form_key, Measure)
    _check_stands(priority, plan)
    position = priority.measures.count()
    measure = Measure.objects.create(priority=priority, position=position, made_by=by, edited_by=by, **fields)
    if form_key:
        FormKey.spend(form_key, measure)
    keep_saved(measure, words_of_measure(measure), by=by)
    record("added", measure, by=by)
    plan_changed(plan)
    return measure


@transaction.atomic
def edit_measure(measure, *, by, version, **fields) -> Measure:
    """Set `fields`, if nobody saved since `version`. Raises Overtaken; also when it or its priority was taken out."""
    plan = open_plan(measure.priority.plan_id)
    measure = Measure.objects.select_related("priority__plan__region").get(pk=measure.pk)
    if measure.is_removed:
        raise Overtaken(f"{measure} was taken out.")
    _check_stands(measure.priority, plan)
    keep_first(measure, words_of_measure(measure))
    measure.rewrite(by=by, version=version, **fields)
    keep_saved(measure, words_of_measure(measure), by=by)
    plan_changed(plan)
    return measure


@transaction.atomic
def remove_measure(measure, *, by, version):
    """Take a measure out of its priority: it is shown no more, and stays in the history. Raises Overtaken."""
    plan = open_plan(measure.priority.plan_id)
    measure.rewrite(by=by, version=version, verb="took out", is_removed=True)
    plan_changed(plan)


def _check_stands(priority, plan):
    if not plan.priorities.standing().filter(pk=priority.pk).exists():
        raise Overtaken(f"{priority} was taken out.")


def words_of_measure(measure) -> dict:
    """What a measure says, for its history. A figure that isn't known is None."""
    return {name: getattr(measure, name) for name in FIELDS}
