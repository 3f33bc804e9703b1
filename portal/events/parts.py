"""What apps that come later know of an event: a field of its form, what is kept with it, links on its page.

    parts.add("themes", EventThemes())      # in the app's offers.py

so that events import none of them. What a field said is kept in the transaction that writes the event, which holds
the event's version: who was overtaken writes nothing.
"""

from collections.abc import Iterable
from typing import Protocol

from django import forms


class Part(Protocol):
    def field(self, event, regions, by, sent) -> forms.Field | None:
        """Return the field, which brings its `initial` value and its template; None when there is nothing to ask.

        `event` is None for a new one, `regions` are those that it may be for, `sent` returns the values that the form
        has now. The field's `check_region(value, region)` raises ValidationError for what doesn't suit the region;
        it is asked only if its `offers_any`.
        """

    def keep(self, event, said) -> None:
        """Keep `said`, the field's clean value."""

    def links(self, event) -> Iterable[tuple[str, str]]:
        """Return the (name, address) of what the event is about, as everybody may read it."""


_parts: dict[str, Part] = {}


def add(name: str, part: Part) -> None:
    """Offer `part` of events, whose field is called `name`."""
    _parts[name] = part


def fields(event, regions, by, sent) -> dict[str, forms.Field]:
    """Return the field of each part that has something to ask, by its name; `sent(name)` as in `Part.field`."""
    found = {
        name: part.field(event, regions, by, lambda name=name: sent(name)) for name, part in _parts.items() if regions
    }
    return {name: field for name, field in found.items() if field is not None}


def keep(event, said: dict) -> None:
    """Keep what the fields of parts said, {name: clean value}; what isn't in it stays as it was."""
    for name, value in said.items():
        _parts[name].keep(event, value)


def links(event) -> list[tuple[str, str]]:
    """Return the (name, address) of all that the event is about; a query or two a part."""
    return [link for part in _parts.values() for link in part.links(event)]
