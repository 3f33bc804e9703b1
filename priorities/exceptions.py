"""The exception report for the directors' meeting: what moved, what is late, what needs a decision, what was done."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Max
from django.utils import timezone

from portal.accounts.models.office import holders
from portal.ui import dates
from priorities.models import Action, DueDateMove, OwnersNote, Plan
from priorities.paper.pages import state_in_words
from priorities.parts import main_part

USUAL = timedelta(weeks=6)  # since the last meeting, about
UNHEARD_AFTER = timedelta(weeks=6)


class Line(NamedTuple):
    """One action of the report: whose, and what is said of it."""

    action: Action
    part: str
    owner: str
    said: str


class Chapter(NamedTuple):
    """A part of the report; `none` is what it says when it has no lines."""

    title: str
    lines: list[Line]
    none: str


class Report(NamedTuple):
    plan: Plan
    since: date
    chapters: list[Chapter]


def usual_since(on: date | None = None) -> date:
    """Return the day from which a report tells when nobody says another: six weeks ago."""
    return (on or timezone.localdate()) - USUAL


def report(plan: Plan, user, since: date) -> Report:
    """Return what `user` may read of what happened in `plan` since a day; whether they may read it was asked before.

    A constant number of queries, however many actions there are.
    """
    actions = _actions(plan, user)
    moves = _moves(actions, since)
    waiting = set(OwnersNote.objects.visible_to(user).waiting().filter(action__plan=plan).values_list("action", flat=1))
    held = holders({action.owner for action in actions if action.owner}, plan.region_id)

    def lines(say):
        found = ((action, say(action)) for action in actions)
        return [_line(action, held, said) for action, said in found if said]

    chapters = [
        Chapter("What moved", lines(lambda action: _moved(action, moves, since)), "Nothing moved."),
        Chapter("What is late or at risk", lines(_late), "Nothing is late or at risk."),
        Chapter(
            "What needs a decision", lines(lambda action: _undecided(action, held, waiting, since)),
            "Nothing needs a decision.",
        ),
        Chapter("What was done", lines(lambda action: _done(action, since)), "Nothing was finished."),
    ]  # fmt: skip
    return Report(plan, since, chapters)


def _actions(plan, user):
    places = ("priority", "focus_area__priority", "enabler")
    owners = ("owner__region", "owner__authority__region", "owner__trust")
    found = Action.objects.visible_to(user).filter(plan=plan).select_related(*places, *owners)
    return list(found.with_carried_on().annotate(last_noted_on=Max("notes__noted_on")))


def _moves(actions, since):
    """Return the moves of due dates since then: {id of the action: moves, oldest first}."""
    moment = timezone.make_aware(datetime.combine(since, time.min))
    found = {}
    for move in DueDateMove.objects.filter(action__in={action.pk for action in actions}, moved_at__gte=moment):
        found.setdefault(move.action_id, []).append(move)
    return found


def _line(action, held, said):
    owner = "No owner yet"
    if action.owner:
        owner = str(action.owner) if action.owner_id in held else f"{action.owner} (vacant)"
    return Line(action, main_part(action).name, owner, said)


def _moved(action, moves, since):
    said = [_move_in_words(move) for move in moves.get(action.pk, ())]
    if action.status == Action.Status.UNDER_WAY and action.status_on >= since:
        said.append(f"Under way since {dates.day(action.status_on)}.")
    if action.status == Action.Status.STOPPED and action.status_on >= since:
        said.append(f"Stopped on {dates.day(action.status_on)}.")
    return " ".join(said)


def _move_in_words(move):
    was = dates.day(move.was_on) if move.was_on else "no date"
    now = dates.day(move.now_on) if move.now_on else "no date"
    return f"Due {now}, was {was}: {move.reason.rstrip('.')}."


def _late(action):
    if action.is_finished or action.is_carried_on:
        return ""
    if action.forecast == Action.Forecast.ON_TRACK and not action.is_overdue:
        return ""
    due = f"{'Was due' if action.is_overdue else 'Due'} {dates.day(action.due_on)}. " if action.due_on else ""
    return due + state_in_words(action)


def _undecided(action, held, waiting, since):
    said = []
    if action.status == Action.Status.STOPPED and action.status_on >= since:
        said.append("It was stopped: is that agreed?")
    if not (action.is_finished or action.is_carried_on):
        said += _without_owner(action, held) + _unheard(action)
    if action.pk in waiting:
        said.append("Its owner’s note waits to be accepted.")
    return " ".join(said)


def _without_owner(action, held):
    if action.owner is None:
        return ["Nobody owns it: who will?"]
    return [] if action.owner_id in held else ["Its owner’s post is vacant: who takes it over?"]


def _unheard(action):
    """An action that isn't on track, of which nobody said anything for six weeks."""
    if action.forecast == Action.Forecast.ON_TRACK:
        return []
    last = action.last_noted_on
    if last and timezone.localdate() - last <= UNHEARD_AFTER:
        return []
    heard = f"no note since {dates.day(last)}" if last else "no note at all"
    return [f"{action.get_forecast_display()}, with {heard}: what is to be done?"]


def _done(action, since):
    if action.status != Action.Status.DONE or action.status_on < since:
        return ""
    due = f", due {dates.day(action.due_on)}" if action.due_on else ""
    return f"Done on {dates.day(action.status_on)}{due}."
