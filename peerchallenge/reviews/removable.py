"""What can be reported and removed: a kind of record of a review, its parts in words, and what each says to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peerchallenge.models.of_authority import authorities_of
from peerchallenge.removable import MARK
from peerchallenge.reviews.models import Review, ReviewStage
from portal.accounts.roles import Role


def itself(record):
    return [type(record)._base_manager.filter(pk=record.pk)]


def always(row):
    return True


@dataclass(frozen=True)
class Part:
    """A text of a record: in the field `name` of each of `rows` (QuerySets), the record itself unless said otherwise.

    `others` says of a row whether anybody beside the host reads it; `place` is its name in the words of a letter.
    """

    label: str
    name: str
    rows: Callable = itself
    others: Callable = always
    place: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record with its `parts` {name: Part}. `host_reads` says of a record whether its host does."""

    name: str
    title: str
    model: Any
    parts: dict[str, Part]
    host_reads: Callable = always

    def where(self, record, parts=()) -> str:
        """Say where, without a word of the text: "Headline finding 3: what the team heard"."""
        number = f" {record.position + 1}" if self.name in ("finding", "line") else ""
        said = ", ".join(self.parts[part].label.lower() for part in parts)
        return f"{self.title}{number}" + (f": {said}" if said else "")

    def reach(self, record, parts) -> dict[str, bool]:
        """Return {host_reads, others_read} of these parts of a record, as a report and a removal keep them."""
        chosen = [self.parts[name] for name in parts]
        read = [part.others(row) for part in chosen for rows in part.rows(record) for row in rows]
        return {"host_reads": self.host_reads(record), "others_read": all(read)}

    def said_in(self, record, words) -> dict[str, Any]:
        """Return {part: what the words of a letter say of it}, of its parts that stand in letters."""
        entry = self.entry_in(record, words)
        return {name: entry[part.place] for name, part in self.parts.items() if part.place} if entry else {}

    def entry_in(self, record, words) -> dict | None:
        """Return what of a letter's words is about the record, or None."""
        if self.name in ("letter", "review"):
            return words
        entries = words["findings"]
        if self.name == "step":
            entries = [step for one in entries for step in one["steps"]]
        return next((one for one in entries if one["id"] == str(record.public_id)), None)


def review_of(record) -> Review:
    """Return the review of which a record is."""
    return record if isinstance(record, Review) else record.review


def texts_in(kind: Kind, record, letters, user=None) -> dict[str, list[str]]:
    """Return {part: the texts that it has} in the rows of a record, of those alone that `user` reads if given, and in
    `letters`; a mark is no text."""
    found = {}
    for name, part in kind.parts.items():
        rows = [row for rows in part.rows(record) for row in (rows if user is None else _read(rows, part, user))]
        found[name] = [getattr(row, part.name) for row in rows]
    for letter in letters:
        for name, said in kind.said_in(record, letter.words).items():
            found[name] += [one["text"] for one in said] if isinstance(said, list) else [said]
    return {name: [text for text in texts if text not in ("", MARK)] for name, texts in found.items()}


def _read(rows, part, user):
    """Return which of `rows` the user reads. A part of a row may be the host's alone for longer than the row is."""
    if rows.model is not ReviewStage:  # whoever knows of the review reads its dates
        rows = rows.model.objects.visible_to(user).filter(pk__in=rows.values("pk"))
    own = authorities_of(user, frozenset(Role))
    return [row for row in rows if part.others(row) or row.authority_id in own]
