"""The public pages of plans: what regions set out to do, what they did, what became of it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.ui import richtext
from portal.ui.pagecache import cached_page, expires_at_latest
from priorities import plan_page, reading
from priorities.evidence import next_change
from priorities.signposts import followed, plan_trail, region_trail

# But for the evidence, time alone changes these pages at UK midnight only, which the page cache knows.


@login_not_required
@require_safe
@cached_page()
def plans(request):
    """Every region's current plan, and how many it had before."""
    regions = reading.regions_plans()
    context = {
        "with_plans": [region for region in regions if region.plans],
        "without": [region.region for region in regions if not region.plans],
        "trail": [("Home", reverse("home"))],
    }
    return render(request, "priorities/plans.html", context)


@login_not_required
@require_safe
@cached_page()
def region_plans(request, region):
    """The region's current plan in short, then all its plans by period."""
    plans = reading.region_plans(region)
    if plans is None:
        raise Http404("There is no such region.")
    context = {
        "plans": plans,
        "region": plans.region,
        "in_short": reading.in_short(plans.latest) if plans.latest else [],
        "rows": [(plan, reading.state_in_words(plan)) for plan in plans.plans],
        "trail": region_trail(plans.region),
    }
    return render(request, "priorities/region_plans.html", context)


@login_not_required
@require_safe
@cached_page()
def plan(request, region, period):
    """A plan at its permanent address; 404 for a draft, as for one that never was."""
    now = timezone.now()
    page = plan_page.public_plan(region, period)
    if page is None:
        raise Http404("There is no such plan.")
    expires_at_latest(request, next_change(now))
    return render(request, "priorities/plan.html", plan_context(page))


def plan_context(page):
    """Return what `priorities/plan.html` shows of a PlanPage; to preview a draft, add `is_preview`."""
    plan = page.plan
    return {
        "page": page,
        "plan": plan,
        "region": plan.region,
        "contents": _contents(page),
        "switcher": page.plans.switcher(plan),
        "state": reading.state_in_words(plan),
        "trail": plan_trail(plan),
        "description": richtext.to_plain(plan.introduction) or "; ".join(part.heading for part in page.priorities),
        **followed(plan),
    }


def _contents(page):
    """Return what stands on the page, as `components/contents.html` takes it."""
    areas = [{"heading": "Broad areas of activity", "anchor": "areas"}] if page.areas else []
    parts = [{"heading": part.heading, "anchor": part.anchor} for part in page.parts]
    grid = [{"heading": "Which priorities each enabler supports", "anchor": "grid"}] if page.grid else []
    return [*areas, *parts, *grid]


@login_not_required
@require_safe
@cached_page()
def priority(request, region, period, slug):
    """A priority, with its thread through time, across plans."""
    now = timezone.now()
    page = plan_page.public_priority(region, period, slug)
    if page is None:
        raise Http404("There is no such priority.")
    expires_at_latest(request, next_change(now))
    priority, plan = page.priority, page.plan
    context = {
        "page": page,
        "priority": priority,
        "plan": plan,
        "region": plan.region,
        "periods": _periods(page.chapters),
        "trail": [*plan_trail(plan), (plan.title, plan.get_absolute_url())],
        "description": richtext.to_plain(priority.narrative) or plan.title,
        **followed(plan, priority),
    }
    return render(request, "priorities/priority.html", context)


def _periods(chapters):
    """Return the chapters of a thread, as `components/contents.html` takes them."""
    plans = [(chapter.record.plan, chapter) for chapter in chapters]
    return [
        {"heading": f"{plan.period}: {chapter.heading}", "anchor": f"in-{plan.period}-{chapter.anchor}"}
        for plan, chapter in plans
    ]
