"""What happened for a priority or an enabler: apps that come later hand it in, so that the thread stays whole.

An app declares it in its `offers.py`:

    @evidence.offer
    def tagged_sections(subjects, user):
        ...
        return [(subject, Evidence(...)), ...]

`subjects` are Priority and Enabler records; what comes back must be `visible_to(user)`. What is of a day to come
is announced, and happens on that day. Where evidence comes or goes by itself, at a moment set before that is no UK
midnight, an app says when with `@evidence.changes`; who keeps a page with evidence asks `next_change`.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple


class Evidence(NamedTuple):
    """One thing that happened, or is to: `kind` in words ("Update"), the day, title and address, a line about it."""

    kind: str
    happened_on: date
    title: str
    url: str
    said: str = ""


_offers: list[Callable] = []
_changes: list[Callable] = []


def offer(function):
    """Offer evidence: the function takes (subjects, user) and yields (subject, Evidence)."""
    _offers.append(function)
    return function


def changes(function):
    """Offer when evidence next comes or goes by itself: the function takes a moment and returns a later one or None."""
    _changes.append(function)
    return function


def next_change(now: datetime) -> datetime | None:
    """Return the first moment after `now` at which evidence comes or goes by itself, or None; a query an app."""
    return min(filter(None, (function(now) for function in _changes)), default=None)


def evidence_for(subjects, user) -> dict[tuple[str, int], list[Evidence]]:
    """Return {("priority", id): its evidence, oldest first} for Priority and Enabler records; what has none is missing.

    Each app asks a constant number of queries, however many subjects there are.
    """
    found = defaultdict(list)
    for function in _offers:
        for subject, evidence in function(subjects, user):
            found[key_of(subject)].append(evidence)
    return {key: sorted(rows, key=lambda row: (row.happened_on, row.title)) for key, rows in found.items()}


def key_of(subject) -> tuple[str, int]:
    return subject._meta.model_name, subject.pk
