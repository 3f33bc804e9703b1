"""Plans that are brought in: what was found in a document and checked becomes a draft."""

from django.db import transaction

from portal.regions.models import Region
from priorities.actions.parts import add_enabler, add_priority
from priorities.actions.writing import PeriodTaken, edit_plan, start_plan
from priorities.models import Plan
from priorities.models.brought import BroughtPlan
from priorities.periods import PlanPeriod

SUGGESTED = "Our priorities"


@transaction.atomic
def take_brought(brought, region, period, words, *, by) -> Plan:
    """Make the draft of a plan that was checked, once: pressing the button twice finds the first draft.

    `words` are those of `FoundPlan.as_json`, as they were corrected. Raises PeriodTaken, and CodeTaken when two parts
    have a code.
    """
    brought = BroughtPlan.objects.hold(brought.pk)
    if brought.plan_id:
        return brought.plan
    brought.become(_write(region, period, words, by=by))
    return brought.plan


def bring_in(found, *, by=None) -> Plan:
    """Make a draft of what an importer found (`priorities.importing.FoundPlan`); return it.

    Raises ValueError, saying what is missing, when region, period or priorities were not found, CodeTaken and
    PeriodTaken when they can't be.
    """
    region = Region.objects.filter(slug=found.region or "").first()
    if region is None:
        raise ValueError("The document does not say which region it is about.")
    if not found.period:
        raise ValueError("The document does not say which period it is about.")
    with transaction.atomic():
        return _write(region, PlanPeriod.parse(found.period), found.as_json(), by=by)


def _write(region, period, words, *, by):
    """Write the plan with all that is in it; the areas by title, so that priorities find theirs."""
    title = words["title"] or SUGGESTED
    plan = start_plan(region, period, by=by, title=title, introduction=words["introduction"])
    areas = [(None, area["title"], area["narrative"]) for area in words["areas"]]
    if areas:
        plan = edit_plan(plan, by=by, version=plan.version, areas=areas)
    named = {area.title: area for area in plan.areas.all()}
    for one in words["priorities"]:
        add_priority(
            plan, by=by, title=one["title"], code=one["code"] or "", narrative=one["narrative"],
            area=named.get(one.get("area")), focus=one["focus"],
        )  # fmt: skip
    for one in words["enablers"]:
        add_enabler(plan, by=by, title=one["title"], code=one["code"] or "", narrative=one["narrative"])
    return plan


__all__ = ["PeriodTaken", "bring_in", "take_brought"]
