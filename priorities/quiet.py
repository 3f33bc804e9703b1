"""Priorities of which nothing was heard: the one rule, for the public page and for those who are told first."""

from datetime import date, timedelta
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from priorities.evidence import evidence_for, key_of
from priorities.models import Action, Measure, Plan, Priority

QUIET_AFTER = timedelta(days=90)


class Quiet(NamedTuple):
    """A priority, and the day since which nothing was recorded for it."""

    priority: Priority
    since: date


def quiet_priorities(region, on: date | None = None) -> list[Quiet]:
    """Return the priorities of the region's current plan that are quiet on a day (today when None), longest first.

    The rule: a published plan that runs on that day, and for 90 days no action's state or forecast was given, no
    action was added, noted on or moved, no measure was changed and no evidence came. What is never recorded counts
    from the day on which the plan was published or began, whichever is later.
    """
    day = on or timezone.localdate()
    plan = Plan.objects.filter(region=region).current(day).first()
    if plan is None:
        return []
    priorities = list(plan.priorities.standing())
    for priority in priorities:
        priority.plan = plan
    since = quiet_since(plan, priorities, day)
    found = [Quiet(priority, since[priority.pk]) for priority in priorities if priority.pk in since]
    return sorted(found, key=lambda quiet: (quiet.since, quiet.priority.position))


def quiet_since(plan, priorities, day: date, evidence: dict | None = None) -> dict[int, date]:
    """Return {id: since when} of those `priorities` of `plan` that are quiet on `day`; none of a plan not in force.

    `evidence` is what `evidence_for` gave, where it is at hand. Two queries besides.
    """
    if not (plan.is_published and plan.starts_on <= day <= plan.ends_on):
        return {}
    if evidence is None:
        evidence = evidence_for(priorities, AnonymousUser())
    recorded = _recorded(plan, day)
    first = max(timezone.localdate(plan.published_at), plan.starts_on)
    found = {}
    for priority in priorities:
        came = [row.happened_on for row in evidence.get(key_of(priority), ()) if row.happened_on <= day]
        last = max([first, *came, *recorded.get(priority.pk, ())])
        if day - last >= QUIET_AFTER:
            found[priority.pk] = last
    return found


def _recorded(plan, day):
    """Return {id of a priority: the last days on which something was recorded of its actions and measures}."""
    of_priority = Coalesce(F("priority_id"), F("focus_area__priority_id"))
    lasts = {
        "state": Max("status_on"),
        "forecast": Max("forecast_on"),
        "added": Max("made_at"),
        "noted": Max("notes__made_at"),
        "moved": Max("moves__moved_at"),
    }
    actions = Action.objects.standing().filter(plan=plan, enabler=None).order_by()
    rows = list(actions.values_list(of_priority).annotate(**lasts))
    measures = Measure.objects.filter(priority__plan=plan, is_removed=False).order_by()
    rows += measures.values_list("priority").annotate(edited=Max("edited_at"))
    found = {}
    for priority, *moments in rows:
        days = [_day(moment) for moment in moments if moment is not None]
        found.setdefault(priority, []).extend(when for when in days if when <= day)
    return found


def _day(moment):
    return timezone.localdate(moment) if hasattr(moment, "tzinfo") else moment
