"""Texts of the portal that a plan can be made of: apps that come later hand them in, such as sections of updates.

An app declares them in its `offers.py`:

    @sources.offer
    def sections(user, key=""):
        ...
        yield Source(...)

It yields the newest that `user` may make a plan of, in the order in which they are to be offered; with a `key` only
what the key names, however old it is, with its words: one, or all that stand in one thing.
"""

from collections.abc import Callable
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from priorities.importing import FoundPlan, read_text


class Source(NamedTuple):
    """A text: `key` names it, `within` says what it stands in, `region` is a slug; `html` is clean rich text."""

    key: str
    within: str
    title: str
    region: str
    html: str = ""

    @property
    def name(self):
        return f"{self.within}: {self.title}"


_offers: list[Callable] = []


def offer(function):
    """Offer sources: the function takes (user, key="") and yields Source."""
    _offers.append(function)
    return function


def find(user, key: str) -> Source | None:
    """Return the one that `key` names, with its words; None when `user` can't make a plan of it."""
    return next((source for source in _offered(user, key) if source.key == key), None)


def choices(user, asked="") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be chosen as a form's choices, grouped by what it stands in; what `asked` names comes first."""
    first = _offered(user, asked) if asked else []
    keys = {source.key for source in first}
    sources = [*first, *(source for source in _offered(user) if source.key not in keys)]
    groups = groupby(sources, key=attrgetter("within"))
    return [(within, [(source.key, source.title) for source in found]) for within, found in groups]


def _offered(user, key=""):
    return [source for function in _offers for source in function(user, key)]


def read_source(source: Source, regions) -> FoundPlan:
    """Return the plan found in a text of the portal, whose region is known; raises CannotRead."""
    found = read_text(f"<h2>{escape(source.title)}</h2>{source.html}", regions)
    found.region = source.region
    found.doubts = [doubt for doubt in found.doubts if doubt.about != "region"]
    return found
