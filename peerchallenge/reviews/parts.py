"""What apps that come later know of a host's action: a field of its form, what is kept with it, links on its page.

    parts.add("priorities", ActionPriorities())      # in the app's offers.py

so that reviews import none of them; as `portal.events.parts` does for events. What a field said is kept in the
transaction that writes the action, which holds its review: who was overtaken writes nothing.
"""

from collections.abc import Iterable
from typing import Protocol

from django import forms


class Part(Protocol):
    def field(self, action, review, by, sent) -> forms.Field | None:
        """Return the field, which brings its `initial` value; None when there is nothing to ask.

        `action` is None for a new one; `sent` returns the values that the form has now. It is drawn if it `offers_any`.
        """

    def keep(self, action, said) -> None:
        """Keep `said`, the field's clean value."""

    def forget(self, action) -> None:
        """Delete what was kept with an action that is taken out."""

    def links(self, actions, user) -> Iterable[tuple[int, str, str]]:
        """Return (id of an action, name, address) of what each of `actions`, with their region at hand, is for, as
        `user` may read it."""


_parts: dict[str, Part] = {}


def add(name: str, part: Part) -> None:
    """Offer `part` of actions, whose field is called `name`."""
    _parts[name] = part


def fields(action, review, by, sent) -> dict[str, forms.Field]:
    """Return the field of each part that has something to ask, by its name; `sent(name)` as in `Part.field`."""
    found = {name: part.field(action, review, by, lambda name=name: sent(name)) for name, part in _parts.items()}
    return {name: field for name, field in found.items() if field is not None}


def keep(action, said: dict) -> None:
    """Keep what the fields of parts said, {name: clean value}; what isn't in it stays as it was."""
    for name, value in said.items():
        _parts[name].keep(action, value)


def forget(action) -> None:
    """Delete everything that was kept with an action that is taken out."""
    for part in _parts.values():
        part.forget(action)


def links(actions, user) -> dict[int, list[tuple[str, str]]]:
    """Return {id of an action: (name, address) of all that it is for}; a query or two a part."""
    found = {}
    for part in _parts.values() if actions else ():
        for pk, name, url in part.links(actions, user):
            found.setdefault(pk, []).append((name, url))
    return found
