"""What plans hand to the pages that read across all apps: home, regions, search, the sitemap."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews import parts as parts_of_actions
from peerchallenge.reviews import proposing
from portal.events import parts
from portal.home import offers
from portal.home.offers import Panel
from portal.search.registry import searchable
from priorities import evidence
from priorities.action_themes import ActionThemes, closed_actions
from priorities.chain import priorities_of
from priorities.event_themes import EventThemes, tagged_events
from priorities.index import KIND, records_of
from priorities.models import Plan, Priority
from priorities.origins import carried
from priorities.reading import is_over, plan_in_short


def _current(day):
    """The period of the plan that is in force in a region on a day."""
    running = Plan.objects.current(day).filter(region=OuterRef("pk"))
    return Subquery(running.values("period")[:1])


def _link(region, period):
    return f"Priorities {period}", reverse("plan", args=[region, period])


offers.beside_region("plan_period", _current, _link)


@offers.panel("home", order=20)
def priorities_on_home(user, region):
    """The current plan of the home region. On the home page of all, each region's stands in the list of regions."""
    return _of_region(region) if region else None


@offers.panel("region", order=20)
@offers.panel("peer_challenge", order=20)
def priorities_of_region(user, region):
    """The priorities of the region's current plan, or the last there was."""
    return _of_region(region)


def _of_region(region):
    plan, priorities = plan_in_short(region)
    if plan is None:
        return None
    context = {
        "plan": plan,
        "priorities": priorities,
        "place": region,
        "is_over": is_over(plan, timezone.localdate()),
    }
    return Panel("priorities/_region_panel.html", context)


def every_plan():
    """Yield (id, search records) of each plan that is public."""
    for plan in Plan.objects.public().for_index().iterator(chunk_size=100):
        yield plan.pk, records_of(plan)


searchable(KIND, every_plan)
parts.add("themes", EventThemes())
evidence.offer(tagged_events)
parts_of_actions.add("serves", ActionThemes())
evidence.offer(closed_actions)
proposing.offer(priorities_of)
proposing.carry(carried)


@offers.sitemap
def addresses():
    """Every plan and priority that is public, and the lists that have one in them."""
    yield reverse("plans"), None
    regions = set()
    columns = ("plan__region__slug", "plan__period", "slug", "edited_at")
    for region, period, edited_at in Plan.objects.public().values_list("region__slug", "period", "edited_at"):
        if region not in regions:
            regions.add(region)
            yield reverse("region_plans", args=[region]), None
        yield reverse("plan", args=[region, period]), edited_at
    for region, period, slug, edited_at in Priority.objects.public().values_list(*columns):
        yield reverse("priority", args=[region, period, slug]), edited_at
