"""The next period's plan, made from this one: what each priority becomes, with the map kept."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction

from portal.audit.models import Overtaken, record
from priorities.actions.measuring import FIELDS as MEASURE_FIELDS
from priorities.actions.parts import add_enabler, add_priority
from priorities.actions.writing import keep_saved, open_plan, start_plan, words_of_plan
from priorities.index import plan_changed
from priorities.models import Action, ActionNote, Area, Became, DueDateMove, Enabler, Lead, Measure, Plan, Priority
from priorities.parts import main_part
from priorities.periods import PlanPeriod


class Named(NamedTuple):
    """A priority of the next plan, before it is made."""

    code: str
    title: str

    def __str__(self):
        return f"{self.code}. {self.title}" if self.code else self.title


class Fate(NamedTuple):
    """What becomes of `was`: places in NextPlan.priorities, none where it is closed; `note` says why."""

    was: Priority
    into: list[int]
    note: str = ""


class SupportsNothing(Exception):
    """`enabler` was narrowed to `priorities`, which are all closed: carried on so, it would support every one."""

    def __init__(self, enabler, priorities):
        super().__init__(f"{enabler} supports only priorities that are closed.")
        self.enabler, self.priorities = enabler, priorities


@dataclass
class NextPlan:
    """What is carried into the next plan: `priorities` in their order, and what each of this plan's becomes."""

    period: PlanPeriod
    title: str
    priorities: list[Named]
    fates: list[Fate]
    areas: list[Area] = field(default_factory=list)
    enablers: list[Enabler] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)

    def sources(self, place: int) -> list[Priority]:
        return [fate.was for fate in self.fates if place in fate.into]


@transaction.atomic
def make_next(old: Plan, following: NextPlan, *, by, form_key=None) -> Plan:
    """Make the draft of the next plan with its parts and the map, and return it.

    What belongs to a priority (text, focus areas, people, measures, ticked actions) goes where it goes; after a split
    to the first part. Raises PeriodTaken, KeyAlreadyUsed, CodeTaken (see `writing` and `parts`), SupportsNothing.
    """
    plan = start_plan(old.region, following.period, by=by, title=following.title, form_key=form_key)
    areas = {area.pk: _copied_area(area, plan) for area in following.areas}
    new = [_priority(plan, following, place, areas, by) for place in range(len(following.priorities))]
    heirs = {fate.was.pk: new[fate.into[0]] for fate in following.fates if fate.into}
    _keep_map(plan, [(fate.was, [new[place] for place in fate.into], fate.note) for fate in following.fates])
    _carry_leads(heirs)
    _carry_measures(heirs)
    enablers = {old.pk: _enabler(plan, old, following, new, by) for old in following.enablers}
    _carry_actions(following.actions, plan, heirs, enablers, by)
    keep_saved(plan, words_of_plan(plan), by=by)
    record("made from the plan before", plan, by=by, before=old.period, map=map_in_words(plan))
    return plan


def _copied_area(area, plan):
    return Area.objects.create(plan=plan, position=area.position, title=area.title, narrative=area.narrative)


def _priority(plan, following, place, areas, by):
    """Make one priority of the next plan from its sources: their texts after each other, their focus areas once."""
    named = following.priorities[place]
    whole = [fate.was for fate in following.fates if fate.into[:1] == [place]]
    lines = {point.text.casefold(): point.text for was in whole for point in _focus(was)}
    return add_priority(
        plan, by=by, title=named.title, code=named.code, focus=list(lines.values()),
        narrative="".join(was.narrative for was in whole), area=_area(whole, areas),
    )  # fmt: skip


def _focus(priority):
    return priority.focus_areas.filter(is_removed=False)


def _area(sources, areas):
    return next((areas[was.area_id] for was in sources if was.area_id in areas), None)


def _enabler(plan, old, following, new, by):
    """Carry an enabler; where it was narrowed, to what the priorities that it supports became."""
    narrowed = list(Priority.objects.filter(enablers_narrowed_to_it=old))
    places = {place for fate in following.fates if fate.was in narrowed for place in fate.into}
    if narrowed and not places:
        raise SupportsNothing(old, narrowed)
    supports = [new[place].pk for place in places] if narrowed else None
    return add_enabler(plan, by=by, title=old.title, code=old.code, narrative=old.narrative, supports=supports)


def _carry_leads(heirs):
    """Who guides a priority guides what it became; of two in the same part the first stays."""
    taken = set()
    for lead in Lead.objects.filter(priority__in=heirs, to_on=None).order_by("priority__position", "pk"):
        heir = heirs[lead.priority_id]
        if (heir.pk, lead.part) not in taken:
            taken.add((heir.pk, lead.part))
            Lead.objects.create(priority=heir, part=lead.part, office_id=lead.office_id)


def _carry_measures(heirs):
    for measure in Measure.objects.filter(priority__in=heirs, is_removed=False).order_by("priority__position", "pk"):
        fields = {name: getattr(measure, name) for name in MEASURE_FIELDS}
        position = heirs[measure.priority_id].measures.count()
        heirs[measure.priority_id].measures.create(position=position, **fields)


def _carry_actions(actions, plan, heirs, enablers, by):
    """Make the actions anew in the next plan, each with its owner, how its due date moved, and where it came from."""
    points = {(point.priority_id, point.text.casefold()): point for heir in heirs.values() for point in _focus(heir)}
    notes, made_of = [], {}
    for action in actions:
        part = main_part(action)
        heir = enablers.get(part.pk) if action.enabler_id else heirs.get(part.pk)
        if heir is None:
            continue
        made = _copied_action(action, plan, by, **_belongs(action, heir, points))
        made_of[action.pk] = made
        said = f"Carried on from the plan for {action.plan.period} ({part.name})."
        notes.append(ActionNote(action=made, region_id=made.region_id, text=said, made_by=by))
    ActionNote.objects.bulk_create(notes)
    _carry_moves(made_of)


def _carry_moves(made_of):
    """Both dates and the reason of each move stay visible; `made_of` are the new actions by the ids of the old."""
    moves = list(DueDateMove.objects.filter(action__in=made_of).order_by("moved_at", "pk"))
    for move in moves:
        move.pk, move.action = None, made_of[move.action_id]
    DueDateMove.objects.bulk_create(moves)


def _belongs(action, heir, points):
    if action.enabler_id:
        return {"enabler": heir}
    point = action.focus_area and points.get((heir.pk, action.focus_area.text.casefold()))
    return {"focus_area": point} if point else {"priority": heir}


_CARRIED = ("title", "owner_id", "due_on", "status", "status_on", "forecast", "forecast_reason", "forecast_on",
            "is_public")  # fmt: skip


def _copied_action(action, plan, by, **part):
    fields = {name: getattr(action, name) for name in _CARRIED}
    people = {"made_by": by, "edited_by": by}
    made = Action.objects.create(plan=plan, carried_from=action, **people, **fields, **part)
    record("carried on", made, by=by, before=action.pk)
    return made


def plan_before(plan: Plan) -> Plan | None:
    """Return the plan that `plan` was made from; of one that was made otherwise, the public one before it, or None."""
    plans = Plan.objects.filter(region=plan.region_id).select_related("region")
    made_from = plans.filter(priorities__became__plan=plan).order_by("-starts_on").first()
    return made_from or plans.public().filter(starts_on__lt=plan.starts_on).order_by("-starts_on").first()


@transaction.atomic
def correct_map(plan: Plan, rows, *, by, version) -> Plan:
    """Let the map of `plan` say `rows`: (was, [now, …], note) for each priority of the plan before.

    Neither a priority nor a note: not said. Raises Overtaken when somebody saved since `version`; PlanNotOpen.
    """
    plan = open_plan(plan.pk)
    before = map_in_words(plan)
    wanted = {one.pk for _, now, _ in rows for one in now}
    if plan.priorities.standing().filter(pk__in=wanted).count() != len(wanted):
        raise Overtaken("A priority was taken out.")
    # What it said stays in the audit event.
    plan.map.filter(was__in=[was for was, _, _ in rows]).delete()
    _keep_map(plan, [row for row in rows if row[1] or row[2]])
    plan.rewrite(
        by=by, version=version, verb="corrected the map of", details={"was": before, "now": map_in_words(plan)}
    )
    plan_changed(plan)
    return plan


def _keep_map(plan, rows):
    Became.objects.bulk_create(
        Became(plan=plan, was=was, now=one, note=note) for was, now, note in rows for one in now or [None]
    )


def map_in_words(plan) -> list[str]:
    """Return the map's rows, plainly, for the audit event."""
    return [str(row) for row in plan.map.select_related("was", "now")]


__all__ = ["Fate", "Named", "NextPlan", "SupportsNothing", "correct_map", "make_next", "map_in_words", "plan_before"]
