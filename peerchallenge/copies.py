"""What goes when a text is removed: the text where it stands, and whatever was made of it with the same words.

A copy may say something else by now, and so may what it was copied from: of these goes only what says the same.
"""

from dataclasses import dataclass
from typing import Any

from peerchallenge.models import Promise, Signature
from peerchallenge.removable import KINDS, Kind, said_of

# A next step of a statement is a promise of the year after.
_FORWARD = {"next_step": "promised", "next_owner": "promised_by"}
_BACK = {promised: part for part, promised in _FORWARD.items()}


@dataclass(frozen=True)
class Gone:
    """Parts of a row that go: whatever they say, or of a copy `only` these {part: texts}."""

    kind: Kind
    row: Any
    parts: list[str]
    only: dict[str, set[str]] | None = None

    def takes(self, part, text) -> bool:
        """Whether this text of a part goes."""
        return bool(text) and (self.only is None or text in self.only.get(part, ()))


def gone_with(kind: Kind, row, parts, submissions) -> list[Gone]:
    """Return what goes when `parts` of `row` are removed, itself first. `submissions` are all of its authority."""
    first = Gone(kind, row, list(parts))
    if kind.name == "promise" and row.statement is None:
        return [first, *_of_same_step(kind, row, parts)]
    if kind.name == "promise":
        names = [_BACK[part] for part in parts if part in _BACK]
        same = gone_with(KINDS["statement"], row.statement, names, submissions) if names else []
        return [first, *(one for one in same if one.row != row)]
    said = wordings(kind, row, parts, submissions)
    if kind.name == "signature":
        return [first, *_taken_along(kind, row, said)]
    if kind.name not in ("statement", "evidence"):
        return [first]
    copies = [_of_copy(kind, one, said, submissions) for one in _copies(row)]
    found = [first, *(one for one in copies if one)]
    return found if kind.name == "evidence" else found + [of for one in found for of in _promises(one)]


def wordings(kind: Kind, row, parts, submissions) -> dict[str, set[str]]:
    """Return {part: every text} that the row has or had in a submitted version; a file isn't a text."""
    if kind.name == "section":  # known by its code, which other years have too
        submissions = [one for one in submissions if one.assessment_id == row.assessment_id]
    frozen = [one for submission in submissions for one in said_of(submission.words, kind, row)]
    found = {}
    for part in parts:
        if part != "file":
            name = kind.in_words.get(part, part)
            found[part] = {getattr(row, part), *(one.get(name, "") for one in frozen)} - {""}
    return found


def _of_copy(kind, copy, said, submissions):
    """What goes of a copy, or None when it never said the same."""
    its_own = wordings(kind, copy, said, submissions)
    same = [part for part in said if said[part] & its_own[part]]
    return Gone(kind, copy, same, said) if same else None


def _copies(row):
    """Rows that were copied from it or that it was copied from, at whatever distance."""
    model = type(row)
    found, look = {row.pk: row}, [row]
    while look:
        one = look.pop()
        near = [*one.copies.all(), *model.objects.filter(pk=one.copied_from_id)]
        look += [it for it in near if it.pk not in found]
        found |= {it.pk: it for it in near}
    del found[row.pk]
    return found.values()


def _promises(gone):
    names = [_FORWARD[part] for part in gone.parts if part in _FORWARD]
    only = gone.only and {_FORWARD[part]: texts for part, texts in gone.only.items() if part in _FORWARD}
    promises = Promise.objects.filter(statement=gone.row) if names else ()
    return [Gone(KINDS["promise"], one, names, only) for one in promises]


def _of_same_step(kind, promise, parts):
    """The promises of the same next step in other years, as far as they say the same; the step itself is found by its
    words."""
    said = {part: {getattr(promise, part)} - {""} for part in parts}
    same = Promise.objects.filter(next_step=promise.next_step_id).exclude(pk=promise.pk)
    return [Gone(kind, one, list(parts), said) for one in same]


def _taken_along(kind, signature, said):
    """A decision that was taken along into a later round, with its comment."""
    same = Signature.objects.filter(assessment=signature.assessment_id, role=signature.role)
    return [Gone(kind, one, list(said), said) for one in same.exclude(pk=signature.pk)]
