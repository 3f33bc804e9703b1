"""The page of a plan, and that of a priority with its thread through time: what they show, prepared."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from priorities.evidence import Evidence, key_of
from priorities.models import Area, Enabler, Plan, Priority
from priorities.origins import origins_of
from priorities.progress import Progress, progress_of
from priorities.quiet import quiet_since
from priorities.reading import RegionPlans, is_over, region_plans
from priorities.shown import Shown, shown
from priorities.supports import grid, supported, supports_in_words
from priorities.thread import thread_of

LATEST_EVIDENCE = 5


@dataclass(frozen=True)
class PlanPage:
    """A plan with all that everybody reads of it. `evidence` is the latest of all its parts, newest first."""

    plan: Plan
    plans: RegionPlans
    areas: list[Area]
    priorities: list[Shown]
    enablers: list[Shown]
    grid: dict
    is_over: bool
    later: Plan | None  # to read instead of one that is over

    @property
    def parts(self) -> list[Shown]:
        return [*self.priorities, *self.enablers]

    @property
    def fates(self) -> list[Shown]:
        """The priorities of which a later plan says what they became."""
        return [part for part in self.priorities if part.became]

    @property
    def progress(self) -> Progress:
        return progress_of(action.status for part in self.parts for action in part.actions)

    @property
    def evidence(self) -> list[Evidence]:
        rows = {row for part in self.parts for row in part.evidence}
        return sorted(rows, key=lambda row: (row.happened_on, row.title), reverse=True)[:LATEST_EVIDENCE]


def public_plan(region: str, period: str, today: date | None = None) -> PlanPage | None:
    """Return what everybody reads at this address; None when there is nothing."""
    plans = region_plans(region, today)
    plan = next((plan for plan in plans.plans if plan.period == period), None) if plans else None
    return plan_page(plan, plans, today) if plan else None


def plan_page(plan: Plan, plans: RegionPlans, today: date | None = None) -> PlanPage:
    """Return what its page shows of `plan`, public or (to preview it) a draft, at hand with its region."""
    day = today or timezone.localdate()
    priorities = _with_plan(plan, plan.priorities.standing())
    enablers = _with_plan(plan, plan.enablers.standing().prefetch_related("narrowed_to"))
    parts = shown(priorities, enablers, day)
    for enabler in enablers:
        parts[key_of(enabler)].supports = supports_in_words(enabler, priorities)
    _say_where_quiet(plan, parts, priorities, day)
    return PlanPage(
        plan=plan,
        plans=plans,
        areas=_areas(plan, priorities),
        priorities=[parts[key_of(priority)] for priority in priorities],
        enablers=[parts[key_of(enabler)] for enabler in enablers],
        grid=grid(enablers, priorities) if enablers and priorities else {},
        is_over=is_over(plan, day),
        later=_later(plan, plans, day),
    )


def _later(plan, plans, day):
    """The region's plan in force, or the last that there was, to be read instead of one that is over."""
    return plans.latest if is_over(plan, day) and plans.latest != plan else None


def _with_plan(plan, records):
    records = list(records)
    for record in records:
        record.plan = plan
    return records


def _say_where_quiet(plan, parts, priorities, day):
    if plan.says_when_quiet:
        evidence = {key: part.evidence for key, part in parts.items()}
        for pk, since in quiet_since(plan, priorities, day, evidence).items():
            parts["priority", pk].quiet_since = since


def _areas(plan, priorities):
    areas = list(plan.areas.all())
    for area in areas:
        area.its_priorities = [priority for priority in priorities if priority.area_id == area.pk]
    return areas


@dataclass(frozen=True)
class PriorityPage:
    """A priority with its thread: `chapters` are its own and its kin's in other plans, the oldest first."""

    plan: Plan
    priority: Priority
    part: Shown
    chapters: list[Shown]
    plans: RegionPlans
    enablers: list[Enabler]
    is_over: bool
    later: Plan | None

    @property
    def fates(self) -> list[Shown]:
        return [self.part] if self.part.became else []


def public_priority(region: str, period: str, slug: str, today: date | None = None) -> PriorityPage | None:
    """Return what everybody reads at a priority's address; None when there is nothing."""
    day = today or timezone.localdate()
    plans = region_plans(region, today)
    plan = next((plan for plan in plans.plans if plan.period == period), None) if plans else None
    priority = plan.priorities.public().filter(slug=slug).first() if plan else None
    if priority is None:
        return None
    priority.plan = plan
    thread = thread_of(priority)
    parts = shown(thread, today=day)
    part = parts[key_of(priority)]
    for pk, origins in origins_of(thread).items():
        parts["priority", pk].origins = origins
    _say_where_quiet(plan, {key_of(priority): part}, [priority], day)
    supporting = plan.enablers.standing().prefetch_related("narrowed_to")
    return PriorityPage(
        plan=plan,
        priority=priority,
        part=part,
        chapters=[parts[key_of(one)] for one in thread],
        plans=plans,
        enablers=[enabler for enabler in supporting if supported(enabler, [priority])],
        is_over=is_over(plan, day),
        later=_later(plan, plans, day),
    )
