"""The page that meets whoever saves on top of what somebody else has saved: both texts, and what can be done.

A record's own view makes a `Conflict` and draws its page around `drafting/_conflict.html`. Each choice is a button of
one form that sends the person's text once more, with the version that they were shown.
"""

from dataclasses import dataclass
from typing import NamedTuple

from portal.drafting.compare import Part, compare
from portal.drafting.kept import RESTORED, WRITER
from portal.ui.dates import moment

# What of a posted form is not the person's text.
NOT_TYPED = frozenset(("csrfmiddlewaretoken", "version", "do", "typed_on", "over", WRITER, RESTORED))


class Choice(NamedTuple):
    """A button: the value of `do` that it sends, its words, and what will happen."""

    do: str
    label: str
    hint: str
    kind: str = "outline-primary"


REPLACE = Choice("replace", "Replace theirs with mine", "Yours is saved. Theirs stays in the history.", "primary")
BACK = Choice("back", "Go back to mine", "Your text in the form again, to go on with. Nothing is saved.")
DISCARD = Choice("discard-mine", "Discard mine", "What you typed is thrown away. Theirs stays as it is.", "danger")
SIDE_BY_SIDE = Choice("compare", "Compare", "Both texts in full, side by side.")
DIFFERENCES = Choice("differences", "Show the differences", "What changed from theirs to yours, marked in the text.")


@dataclass(frozen=True)
class Conflict:
    """What happened (`said`, a sentence), both texts, and the form that `fields` and `choices` make.

    `place` names the record as `data-autosave-record` does, so that the device forgets what it kept of a text.
    """

    said: str
    theirs: list[Part]
    mine: list[Part]
    fields: list[tuple[str, str]]
    choices: tuple[Choice, ...]
    side_by_side: bool = False
    place: str = ""

    @property
    def changes(self):
        """The differences from theirs to mine."""
        return compare(self.theirs, self.mine)


def typed_fields(data) -> list[tuple[str, str]]:
    """Return the person's own fields of a posted form as (name, value) pairs, in their order."""
    return [(name, value) for name, values in data.lists() for value in values if name not in NOT_TYPED]


def who_did(who, act, at, person) -> str:
    """Return what kept `person` from saving: `who`, a User or None, did `act` ("saved this") at the moment `at`."""
    if who == person:
        return f"You {act} in another window on {moment(at)}."
    return f"{who or 'Somebody'} {act} on {moment(at)}, after you opened it."
