"""A plan as those who write it see it: whole, with names, and with what is still missing. Few queries, however long."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, F, Prefetch, Q
from django.urls import reverse

from portal.accounts.models.office import holders
from portal.ui import dates
from priorities.forms.measure import plain
from priorities.models import FocusArea, Lead, Measure, Plan
from priorities.origins import origins_of
from priorities.supports import grid, listed, supported, supports_in_words


class Person(NamedTuple):
    """Who guides a priority in one `part` ("Link DCS"): the office (None: nobody was named) and who holds it now."""

    part: str
    office: object = None
    names: str = ""
    from_on: object = None

    @property
    def is_vacant(self) -> bool:
        return self.office is not None and not self.names


class Missing(NamedTuple):
    """Something that a plan lacks, in a sentence, and where it is put right. `must`: it can't be published without."""

    text: str
    url: str
    must: bool = False


@dataclass(frozen=True)
class WholePlan:
    """A plan with its standing priorities and enablers, each with what its page draws."""

    plan: Plan
    areas: list
    priorities: list
    enablers: list
    missing: list[Missing]

    @property
    def musts(self) -> list[Missing]:
        return [one for one in self.missing if one.must]

    @property
    def grid(self) -> dict:
        return grid(self.enablers, self.priorities)

    @property
    def supports(self) -> list[dict]:
        """For each enabler its name, in words which priorities it supports, and their names."""
        return [
            {
                "enabler": enabler,
                "words": supports_in_words(enabler, self.priorities),
                "names": [priority.name for priority in supported(enabler, self.priorities)],
            }
            for enabler in self.enablers
        ]


def whole(plan, user=None) -> WholePlan:
    """Read everything in `plan`, for `user` with the themes that its priorities were made of: ten queries or fewer."""
    now = Lead.objects.filter(to_on=None).select_related("office__region", "office__authority__region", "office__trust")
    priorities = list(
        plan.priorities.standing()
        .select_related("area")
        .prefetch_related(
            Prefetch("focus_areas", FocusArea.objects.filter(is_removed=False), to_attr="standing_focus"),
            Prefetch("measures", Measure.objects.standing(), to_attr="standing_measures"),
            Prefetch("leads", now, to_attr="leads_now"),
        )
    )
    held = holders([lead.office for priority in priorities for lead in priority.leads_now], plan.region_id)
    origins = origins_of(priorities, user) if user else {}
    for priority in priorities:
        priority.plan, priority.made_of = plan, origins.get(priority.pk, [])
        priority.people = people_of(priority.leads_now, held)
        for measure in priority.standing_measures:
            measure.figures = figures(measure)
    enablers = list(plan.enablers.standing().prefetch_related("narrowed_to"))
    for enabler in enablers:
        enabler.plan = plan
        enabler.supports = supports_in_words(enabler, priorities)
    return WholePlan(plan, list(plan.areas.all()), priorities, enablers, missing_of(plan, priorities))


def people_of(leads, held) -> list[Person]:
    """Return who guides in each part, also where nobody was named; `held` is what `holders` says of the offices."""
    by_part = {lead.part: lead for lead in leads}
    return [_person(part, by_part.get(part), held) for part in Lead.Part]


def _person(part, lead, held):
    if lead is None:
        return Person(part.label)
    names = listed([str(post.person) for post in held.get(lead.office_id, ())])
    return Person(part.label, lead.office, names, lead.from_on)


def figures(measure) -> list[tuple[str, str]]:
    """Return (label, words) of the figures of a measure: "62.5% on 3 March 2026", or "Not known"."""
    rows = (("Baseline", "baseline", "on"), ("Target", "target", "by"), ("Current", "current", "on"))
    return [(label, figure_in_words(measure, name, when)) for label, name, when in rows]


def figure_in_words(measure, name, when="on") -> str:
    figure, day = getattr(measure, name), getattr(measure, f"{name}_on")
    if figure is None:
        return "Not known"
    unit = measure.unit if measure.unit in ("", "%") else f" {measure.unit}"
    return f"{plain(figure)}{unit}" + (f" {when} {dates.day(day)}" if day else "")


def missing_of(plan, priorities) -> list[Missing]:
    """Return what the plan lacks, what it can't be published without first."""
    edit = reverse("plan_edit", args=[plan.pk])
    found = []
    if not plan.title:
        found.append(Missing("The plan has no title.", f"{edit}#id_title", must=True))
    if not priorities:
        found.append(Missing("The plan has no priority yet.", reverse("priority_new", args=[plan.pk]), must=True))
    if not plan.introduction:
        found.append(Missing("The plan has no introduction.", f"{edit}#id_introduction"))
    for priority in priorities:
        found += _missing_of_priority(priority)
    return found + [_went_on(action) for action in went_on(plan)]


def went_on(plan):
    """Return the actions of `plan` whose like in the plan before was saved again after they were carried on from it.

    Who makes the next plan in March publishes it in May: until then owners report on the plan before. Once an action
    is saved itself it counts as seen.
    """
    carried = plan.actions.standing().filter(carried_from__edited_at__gt=F("edited_at"))
    return carried.select_related("carried_from__plan") if not plan.is_closed else carried.none()


def _went_on(action):
    was = action.carried_from
    stands = "taken out" if was.is_removed else was.get_status_display().lower()
    return Missing(
        f"“{action.title}” went on in the plan for {was.plan.period} after it was carried on: it is {stands} there, "
        f"{action.get_status_display().lower()} here.",
        reverse("action_report", args=[action.public_id]),
    )


# As they stand within a sentence.
_LOWER = {"Link DCS": "link DCS", "Lead officer": "lead officer"}


def _missing_of_priority(priority):
    edit, people = (reverse(f"priority_{page}", args=[priority.pk]) for page in ("edit", "people"))
    if not priority.narrative and not priority.standing_focus:
        yield Missing(f"{priority.name}: no narrative and no focus areas.", f"{edit}#id_narrative")
    nobody = [_LOWER.get(person.part, person.part) for person in priority.people if person.office is None]
    if nobody:
        yield Missing(f"{priority.name}: no {listed(nobody, 'or')} is named.", people)
    for person in priority.people:
        if person.is_vacant:
            yield Missing(f"{priority.name}: the {person.part}’s post is vacant ({person.office}).", people)
    if not priority.standing_measures:
        yield Missing(f"{priority.name}: no outcome or measure.", reverse("measure_new", args=[priority.pk]))


def desk_plans(user, regions):
    """Return the plans of `regions` (their slugs) that `user` may read, drafts first, with how much is in each."""
    standing = Q(priorities__is_removed=False)
    order = {"draft": 0, "published": 1, "closed": 2}
    plans = (
        Plan.objects.visible_to(user)
        .filter(region__slug__in=regions)
        .select_related("region")
        .annotate(priority_count=Count("priorities", filter=standing))
    )
    return sorted(plans, key=lambda plan: (order[plan.status], -plan.starts_on.toordinal(), plan.region.name))
