"""Priorities that were made of themes: apps that come later hand them in, so that a pack for leaders can show them.

    @proposing.offer            # in the app's offers.py
    def priorities_of(cycle):
        yield Proposed(title, theme, plan, focus)

What comes back is for the leaders of the region: it names no authority. `proposing.carry` does the same for what
everybody reads: it takes themes that are public and yields (id of a theme, name, address).
"""

from collections.abc import Callable
from typing import NamedTuple


class Proposed(NamedTuple):
    """A priority that a plan is to have: the title of its theme, the plan's period, its focus areas."""

    title: str
    theme: str
    plan: str
    focus: list[str]


_offers: list[Callable] = []
_carried: list[Callable] = []


def offer(function):
    """Offer priorities: the function takes a cycle and yields Proposed."""
    _offers.append(function)
    return function


def proposed_in(cycle) -> list[Proposed]:
    """Return the priorities that were made of the themes of `cycle`."""
    return [one for function in _offers for one in function(cycle)]


def carry(function):
    """Offer what became of themes for everybody to read: the function takes themes and yields (id, name, address)."""
    _carried.append(function)
    return function


def carried_on(themes) -> dict[int, list[tuple[str, str]]]:
    """Return {id of a theme: (name, address) of what was made of it}, as everybody reads it."""
    found = {}
    for function in _carried if themes else ():
        for pk, name, url in function(themes):
            found.setdefault(pk, []).append((name, url))
    return found
