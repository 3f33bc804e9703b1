"""Plans as everybody reads them: all regions', one region's, one plan at its address; prepared in few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Q, Subquery, When
from django.utils import timezone

from portal.regions.models import Region
from portal.ui.nav import Link
from priorities.models import Action, Plan, Priority
from priorities.progress import Progress, progress


@dataclass(frozen=True)
class RegionPlans:
    """The public plans of a region, latest period first, and which of them is in force today (None: none is)."""

    region: Region
    plans: list[Plan] = field(default_factory=list)
    current: Plan | None = None

    @property
    def latest(self) -> Plan | None:
        """The one in force, or else the last that there was."""
        return self.current or (self.plans[0] if self.plans else None)

    @property
    def others(self) -> list[Plan]:
        """All but the latest."""
        return [plan for plan in self.plans if plan != self.latest]

    @property
    def earlier(self) -> int:
        """How many plans there are of periods before the latest one's."""
        return sum(plan.starts_on < self.latest.starts_on for plan in self.others)

    def switcher(self, shown: Plan) -> tuple[Link, ...]:
        """Return the plans as links by period, latest first, with the one `shown` marked; none when there is but it."""
        plans = self.plans if len(self.plans) > 1 else []
        return tuple(Link(plan.period, plan.get_absolute_url(), plan == shown) for plan in plans)


def regions_plans(today: date | None = None) -> list[RegionPlans]:
    """Return the plans of every region, the invented regions last; two queries."""
    regions = Region.objects.order_by("is_invented", "name")
    by_region = defaultdict(list)
    for plan in Plan.objects.public():
        by_region[plan.region_id].append(plan)
    return [_of_region(region, by_region[region.pk], today) for region in regions]


def region_plans(slug: str, today: date | None = None) -> RegionPlans | None:
    """Return the plans of the region called `slug`; None when there is no such region. Two queries."""
    region = Region.objects.filter(slug=slug).first()
    return None if region is None else _of_region(region, Plan.objects.public().filter(region=region), today)


def _of_region(region, plans, today=None):
    day = today or timezone.localdate()
    plans = list(plans)
    for plan in plans:
        plan.region = region
    plans.sort(key=lambda plan: (plan.starts_on, plan.pk), reverse=True)
    in_force = [plan for plan in plans if plan.is_published and plan.starts_on <= day <= plan.ends_on]
    return RegionPlans(region, plans, in_force[0] if in_force else None)


def in_short(plan: Plan) -> list[tuple[Priority, Progress]]:
    """Return the priorities of `plan`, each with how far the actions that everybody reads have come; two queries."""
    counts = defaultdict(lambda: defaultdict(int))
    rows = Action.objects.public().filter(plan=plan, enabler=None)
    for priority, of_focus, status in rows.values_list("priority", "focus_area__priority", "status"):
        counts[priority or of_focus][status] += 1
    return [(priority, progress(counts[priority.pk])) for priority in _priorities(plan)]


def _priorities(plan):
    priorities = list(plan.priorities.standing())
    for priority in priorities:
        priority.plan = plan
    return priorities


def plan_in_short(region: Region) -> tuple[Plan | None, list[Priority]]:
    """Return the region's current plan, or the last there was, and its priorities; one query."""
    day = timezone.localdate()
    in_force = Q(status=Plan.Status.PUBLISHED, starts_on__lte=day, ends_on__gte=day)
    plans = Plan.objects.public().filter(region=region)
    plans = plans.annotate(place=Case(When(in_force, then=0), default=1)).order_by("place", "-starts_on", "-pk")
    priorities = list(
        Priority.objects.standing().filter(plan=Subquery(plans.values("pk")[:1])).select_related("plan__region")
    )
    return (priorities[0].plan if priorities else None), priorities


def is_over(plan: Plan, day: date) -> bool:
    """Closed, or its period has ended: it is read as what was, and nothing more is expected of it."""
    return plan.is_closed or day > plan.ends_on


def state_in_words(plan: Plan, today: date | None = None) -> str:
    """Return where a public plan stands: "In force", "Closed", "Its period is over", "Begins on …"."""
    day = today or timezone.localdate()
    if plan.is_closed:
        return "Closed"
    if day > plan.ends_on:
        return "Its period is over"
    return "In force" if day >= plan.starts_on else "Still to begin"
