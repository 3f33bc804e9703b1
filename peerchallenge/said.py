"""What somebody says in a self-assessment, as they typed it or as it is saved: compared, kept and shown beside theirs.

Two texts are equal when they say the same, whichever row or file it stands in.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import escape

from peerchallenge.models import Evidence, Promise, Section, Statement
from portal.drafting.compare import Part
from portal.ui import dates


class Said:
    """What is compared, kept and shown. `rows()` are (label, text) of each piece, in reading order."""

    def rows(self) -> list[tuple[str, str]]:
        raise AssertionError("Each kind of text says what it is made of.")

    def parts(self) -> list[Part]:
        """The pieces as `portal.drafting.compare` takes them."""
        return [Part(label, label, "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip()))
                for label, text in self.rows()]  # fmt: skip

    def as_words(self) -> dict:
        """Plain values, for the history."""
        return {"rows": self.rows()}


@dataclass
class SectionText(Said):
    """An area's judgement; `grade` is the id of a ScalePoint, `label` its words."""

    grade: int | None = None
    rationale: str = ""
    direction: str = ""
    is_completed: bool = False
    label: str = field(default="", compare=False)

    @classmethod
    def of(cls, section) -> "SectionText":
        completed = section.status == Section.Status.COMPLETED
        label = section.grade.label if section.grade else ""
        return cls(section.grade_id, section.rationale, section.direction, completed, label)

    def rows(self):
        direction = dict(Section.Direction.choices).get(self.direction, "")
        completed = "Yes" if self.is_completed else "No"
        return [("Judgement", self.label), ("Why", self.rationale), ("Direction", direction), ("Completed", completed)]


@dataclass
class PromiseText(Said):
    """What became of a promise."""

    status: str = Promise.Status.UNSAID
    changed: str = ""

    @classmethod
    def of(cls, promise) -> "PromiseText":
        return cls(promise.status, promise.changed)

    def rows(self):
        return [("How it stands", Promise.Status(self.status).label), ("What changed", self.changed)]


@dataclass
class EvidenceText:
    """One row of evidence. `id` is its public id, empty of a new one; `file` a Document just handed in, or None."""

    kind: str = ""
    title: str = ""
    figure: str = ""
    period: str = ""
    source: str = ""
    dated_on: date | None = None
    place: str = ""
    url: str = ""
    id: str = field(default="", compare=False)
    file: Any = field(default=None, compare=False)
    file_name: str = field(default="", compare=False)

    FIELDS = ("kind", "title", "figure", "period", "source", "dated_on", "place", "url")

    @classmethod
    def of(cls, evidence) -> "EvidenceText":
        values = {name: getattr(evidence, name) for name in cls.FIELDS}
        return cls(**values, id=str(evidence.public_id), file_name=evidence.file_name)

    def values(self) -> dict:
        return {name: getattr(self, name) for name in self.FIELDS}

    @property
    def in_words(self) -> str:
        kind = dict(Evidence.Kind.choices).get(self.kind, "")
        dated = dates.day(self.dated_on) if self.dated_on else ""
        said = [kind, self.title, self.figure, self.period, self.source, dated, self.place, self.url, self.file_name]
        return ", ".join(one for one in said if one)


@dataclass
class StatementText(Said):
    """A statement with its evidence; `prompt` is the id of a Prompt, None for the area as a whole."""

    prompt: int | None = None
    kind: str = Statement.Kind.STRENGTH
    claim: str = ""
    so_what: str = ""
    next_step: str = ""
    next_owner: str = ""
    next_on: date | None = None
    confidence: str = ""
    evidence: list[EvidenceText] = field(default_factory=list)

    FIELDS = ("kind", "claim", "so_what", "next_step", "next_owner", "next_on", "confidence")

    @classmethod
    def of(cls, statement) -> "StatementText":
        values = {name: getattr(statement, name) for name in cls.FIELDS}
        rows = statement.evidence.standing().order_by("position", "pk")
        return cls(prompt=statement.prompt_id, **values, evidence=[EvidenceText.of(one) for one in rows])

    def values(self) -> dict:
        return {name: getattr(self, name) for name in self.FIELDS}

    def rows(self):
        evidence = "\n".join(one.in_words for one in self.evidence)
        by = [self.next_owner, f"by {dates.day(self.next_on)}" if self.next_on else ""]
        return [
            ("Strength or area for improvement", Statement.Kind(self.kind).label),
            ("What we know", self.claim),
            ("How we know", evidence),
            ("So what", self.so_what),
            ("What next", self.next_step),
            ("Who and by when", ", ".join(one for one in by if one)),
            ("How sure we are", dict(Statement.Confidence.choices).get(self.confidence, "")),
        ]


def plain(text: str) -> str:
    """Return typed text as it is stored: one kind of line ends, nothing around it."""
    return text.replace("\r\n", "\n").strip()


__all__ = ["EvidenceText", "PromiseText", "Said", "SectionText", "StatementText", "plain"]
