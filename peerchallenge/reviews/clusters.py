"""The lead's page of notes: by theme those that are in no headline finding yet, and behind each finding its own."""

from typing import NamedTuple

from peerchallenge.reviews.heard import heard_in_words
from peerchallenge.reviews.noting import NO_THEME, notes_of


class Column(NamedTuple):
    """The notes on a theme that are in no headline finding yet."""

    theme: str
    notes: list


class Behind(NamedTuple):
    """A headline finding, the notes behind it, and what it keeps of them in words."""

    finding: object
    number: int
    notes: list
    heard: str


class Clusters(NamedTuple):
    """All notes of a review, each in one place."""

    columns: list
    findings: list

    @property
    def left(self) -> int:
        return sum(len(column.notes) for column in self.columns)

    @property
    def notes(self) -> int:
        return self.left + sum(len(one.notes) for one in self.findings)


def clusters_of(review, user) -> Clusters:
    """Return the notes that `user` reads, the fullest theme first; two queries."""
    by_theme, behind = {}, {}
    for note in notes_of(review, user).order_by("made_at", "pk"):
        if note.finding_id:
            behind.setdefault(note.finding_id, []).append(note)
        else:
            by_theme.setdefault(str(note.theme or NO_THEME), []).append(note)
    columns = [Column(theme, notes) for theme, notes in by_theme.items()]
    columns.sort(key=lambda column: (column.theme == NO_THEME, -len(column.notes), column.theme))
    findings = list(review.findings.standing().order_by("position", "pk"))
    rows = [Behind(one, number, behind.get(one.pk, []), heard_in_words(one.heard_from))
            for number, one in enumerate(findings, 1)]  # fmt: skip
    return Clusters(columns, rows)
