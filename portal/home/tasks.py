"""What waits for a person, and what the people of a region owe: each app hands in its own.

An app declares it in its own `tasks.py`, found at start-up as Django finds `admin.py`:

    @tasks.offer
    def updates_to_look_over(user):
        ...
        return [Task("Look over: Mercia update", "Look it over", url, minutes=10, kind="Update"), ...]

    @tasks.owed
    def late_actions(region):
        ...
        return [Owed("Run learning seminars", url, kind="Action", state="Late", person=charlie), ...]

Each function asks a constant number of queries, however much there is, and what it names must be `visible_to` the
person to whom it is offered.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from portal.ui import dates

# What has no date of its own counts as due this long after it began to wait.
EXPECTED_WITHIN = timedelta(days=14)


class Task(NamedTuple):
    """One thing that waits for a person: its title, its button and where that leads, the `minutes` that it takes.

    `due_on` is a day or None, `since` the day from which it waits, `who` those who wait ("Greta"), `why` a line about
    it. `place` is (label, address) of where everything of this kind is found. `comes_first` puts it above the rest.
    """

    title: str
    button: str
    url: str
    minutes: int
    kind: str
    due_on: date | None = None
    since: date | None = None
    who: str = ""
    why: str = ""
    place: tuple[str, str] | None = None
    comes_first: bool = False

    @property
    def is_late(self) -> bool:
        return is_late(self.due_on)

    @property
    def when(self) -> str:
        """ "Due on Friday 27 November", "Late since 3 March 2026", "Waiting since 3 March 2026"; or nothing."""
        return when_in_words(self.due_on, self.since)

    @property
    def urgency(self) -> tuple:
        """What tasks are sorted by, the most urgent first."""
        expected = self.due_on or (self.since or timezone.localdate()) + EXPECTED_WITHIN
        return not self.comes_first, expected, self.title


class Owed(NamedTuple):
    """One thing that somebody in a region owes: `person` (a User), or None where the `office` that owes it is vacant.

    `url` is where the person does it and where a nudge leads; `seen_at` where managers see how it stands, if that is
    another page. `state` says in a word or two how it stands ("Late", "No word for 90 days"),
    `since` and `due_on` are days.
    """

    what: str
    url: str
    kind: str
    state: str
    person: Any = None
    office: str = ""
    since: date | None = None
    due_on: date | None = None
    seen_at: str = ""

    @property
    def said(self) -> str:
        """How it stands and when, once: "At risk. Due on Friday 27 November", "Late since 3 March 2026"."""
        when = when_in_words(self.due_on, self.since)
        return when if when.startswith(self.state) else ". ".join(filter(None, [self.state, when]))


_offers: list[Callable[[Any], Iterable[Task]]] = []
_owed: list[Callable[[Any], Iterable[Owed]]] = []


def offer(function):
    """Offer tasks: the function takes a user who is signed in and returns what waits for them."""
    _offers.append(function)
    return function


def owed(function):
    """Offer what is owed: the function takes a region and returns what its people owe. Only its managers read it."""
    _owed.append(function)
    return function


def tasks_for(user) -> list[Task]:
    """Return everything that waits for `user`, the most urgent first."""
    return sorted((task for function in _offers for task in function(user)), key=lambda task: task.urgency)


def owed_in(region) -> list[Owed]:
    """Return everything that the people and the vacant offices of `region` owe, what is due first first."""
    rows = [row for function in _owed for row in function(region)]
    return sorted(rows, key=lambda row: (row.due_on or row.since or date.max, row.what))


def is_late(due_on) -> bool:
    return due_on is not None and due_on < timezone.localdate()


def when_in_words(due_on, since) -> str:
    """Return when something is due or, without a date, since when it waits; empty when neither is known."""
    if due_on is None:
        return f"Waiting since {dates.day(since)}" if since else ""
    today = timezone.localdate()
    if due_on < today:
        return f"Late since {dates.day(due_on)}"
    if due_on == today:
        return f"Due today, {dates.weekday(due_on)}"
    said = dates.weekday(due_on)
    return f"Due on {said.removesuffix(f' {due_on.year}') if due_on.year == today.year else said}"
