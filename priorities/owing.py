"""How an action stands with its owner: late, at risk, without a word, with an old forecast. Actions that are finished
owe nothing."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max
from django.utils import timezone

from portal.ui import dates
from priorities.models import Action, Plan
from priorities.models.action import STALE_AFTER

SILENT_AFTER = timedelta(days=90)
SOON = timedelta(days=14)
LATE, AT_RISK, SILENT, STALE, DUE_SOON = "Late", "At risk", "No word for 90 days", "Old forecast", "Due soon"


class Standing(NamedTuple):
    """How an action stands: `state` in a word or two, `said` as sentences, and the day since which it is so."""

    state: str
    said: str
    since: date


def plans_in_force():
    """Published plans that have begun, also those whose period is over: until somebody closes them they count."""
    return Plan.objects.published().filter(starts_on__lte=timezone.localdate())


def unfinished():
    """Return the unfinished actions of plans in force, with what `standing` and lists of them need.

    One that a later plan carries on is asked for there, and here no more.
    """
    return (
        Action.objects.standing()
        .unfinished()
        .with_carried_on()
        .filter(is_carried_on=False)
        .filter(plan__in=plans_in_force())
        .select_related("plan__region", "region", "owner__region", "owner__authority", "owner__trust")
        .annotate(last_note_on=Max("notes__noted_on"))
    )


def last_word(action) -> date:
    """Return the day on which something was last said of an action (from `unfinished`)."""
    said = [action.status_on, action.forecast_on, timezone.localdate(action.made_at), action.last_note_on]
    return max(day for day in said if day is not None)


def standing(action) -> Standing | None:
    """Return how an action (from `unfinished`) stands, by the worst there is to say; None when all is well."""
    found = [*_by_forecast(action), *_by_age(action)]
    today = timezone.localdate()
    if not found and action.due_on and action.due_on - today <= SOON:
        return Standing(DUE_SOON, "", today)
    if not found:
        return None
    state, _, since = found[0]
    return Standing(state, " ".join(said for _, said, _ in found if said), since)


def _by_forecast(action):
    reason = action.forecast_reason
    if action.is_overdue or action.forecast == Action.Forecast.LATE:
        since = action.due_on if action.is_overdue else action.forecast_on
        still = "The forecast still says on track." if action.forecast == Action.Forecast.ON_TRACK else ""
        yield LATE, still or f"Forecast: {action.get_forecast_display().lower()}. {reason}", since
    elif action.forecast == Action.Forecast.AT_RISK:
        yield AT_RISK, f"Forecast: at risk. {reason}", action.forecast_on


def _by_age(action):
    today, last = timezone.localdate(), last_word(action)
    if today - last >= SILENT_AFTER:
        yield SILENT, f"Nothing said since {dates.day(last)}.", last
    elif today - action.forecast_on > STALE_AFTER:
        yield STALE, f"The forecast is of {dates.day(action.forecast_on)}.", action.forecast_on
