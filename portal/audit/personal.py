"""Which fields hold something about a person: what, why, how long, and what becomes of it when the person is erased.

Declared on the model. Each class declares its own fields, so a mixin does so once for every model that it is part of:

    PERSONAL = {"made_by": TRACED, "edited_by": TRACED}

A text beside it is about the same person, and says for itself what becomes of it:

    PERSONAL = {"person": ASKED, "answer": ASKED.beside("person", AtErasure.KEPT, "The plan rests on it.")}

`tests/upkeep/test_personal.py` fails when a field that names somebody is missing. What is said here is said on the
privacy page, in the same words.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.db import models

SOMEBODY = "Somebody who left"


class AtErasure(models.TextChoices):
    """What becomes of a field when its person is erased."""

    EMPTIED = "emptied", "Emptied"
    REPLACED = "replaced", f"Reads “{SOMEBODY}”"
    DELETED = "deleted", "Deleted, with its row"
    KEPT = "kept", "Kept"


class Personal(NamedTuple):
    """What a field holds about a person. `what`, `why` and `kept` (how long) are words for that person.

    A foreign key to an account is REPLACED by nobody's hand: the account then reads "Somebody who left". KEPT needs
    its reason, `because`. A text beside a foreign key is about whom that names (`of`). A term in `kept` is carried out
    by the chore named in `ended_by`. What isn't `shown` (a secret, a text about others) is told of in a copy of what
    is held, without its words. `found_by(model, name, subject)` returns the rows where neither an account nor an
    address says whose they are.
    """

    what: str
    why: str
    kept: str
    at_erasure: AtErasure = AtErasure.REPLACED
    because: str = ""
    of: str = ""
    ended_by: str = ""
    shown: bool = True
    found_by: Callable | None = None

    def beside(self, of: str, at_erasure: AtErasure, because: str = "", **changes) -> "Personal":
        """Return the same of another field of the row, which is about whom the field `of` names."""
        return self._replace(of=of, at_erasure=at_erasure, because=because, **changes)

    def until(self, chore: str) -> "Personal":
        """Return the same, its term carried out by the chore of this name."""
        return self._replace(ended_by=chore)


def personal_fields(model) -> dict[str, Personal]:
    """Return what the model and the classes that it is made of declare, by field; a subclass has the last word."""
    found = {}
    for one in reversed(model.__mro__):
        found |= vars(one).get("PERSONAL", {})
    return found


def named_in(model, name, subject):
    """The rows whose text or JSON in the field `name` holds the subject's name or an address of theirs."""
    rows = model._base_manager.order_by().values_list("pk", name)
    return model._base_manager.filter(pk__in=[pk for pk, text in rows.iterator() if subject.is_named_in(text)])


def whole_words(texts) -> re.Pattern:
    """Return what finds any of `texts` where it stands by itself, in whichever letters; of none, nothing."""
    words = "|".join(re.escape(text) for text in texts if text)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)


TRACED = Personal(
    what="What you did: writing, publishing, changing posts, downloads, signing in",
    why="So that each change can be traced to a person",
    kept="As long as the record it belongs to",
)
