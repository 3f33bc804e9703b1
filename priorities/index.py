"""What search knows of plans that are public: one record for the plan, and one for each priority and enabler."""

from portal.search.index import Record, replace
from portal.ui import richtext
from portal.ui.pagecache import public_content_changed

KIND = "plan"


def plan_changed(plan):
    """Have search and every kept page follow a change of `plan`, or of anything in it; last in the transaction.

    Each verb that changes what everybody may read of a plan calls it. Nothing happens for a draft.
    """
    if plan.is_public:
        index_plan(plan)
        public_content_changed()


def index_plan(plan):
    """Write the search records of `plan` anew, in the caller's transaction; of one that isn't public there are none."""
    fresh = type(plan).objects.for_index().get(pk=plan.pk)
    replace(KIND, plan.pk, records_of(fresh) if fresh.is_public else [])


def records_of(plan) -> list[Record]:
    """Return what search knows of `plan`, a Plan of `Plan.objects.for_index()`; no query.

    A priority's focus areas are found with it: what is found leads to the priority's own page.
    """
    region = plan.region
    same = {
        "title": f"{region}: {plan.title}",
        "more": f"{region} {plan.period} priorities plan",
        "region": region.slug,
        "dated_on": plan.starts_on,
        "live_from": plan.published_at,
    }
    areas = [f"{area.title}\n{richtext.to_plain(area.narrative)}" for area in plan.areas.all()]
    about = "\n".join([richtext.to_plain(plan.introduction), *areas]).strip()
    records = [Record(url=plan.get_absolute_url(), heading="", text=about, **same)]
    for priority in plan.priorities.all():
        focus = [area.text for area in priority.focus_areas.all() if not area.is_removed]
        records += _record(plan, priority, focus, same)
    for enabler in plan.enablers.all():
        records += _record(plan, enabler, [], same)
    return records


def _record(plan, part, focus, same):
    if part.is_removed:
        return []
    part.plan = plan
    text = "\n".join([richtext.to_plain(part.narrative), *focus]).strip()
    return [Record(url=part.get_absolute_url(), heading=part.name, text=text, **same)]
