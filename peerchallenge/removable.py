"""What of a self-assessment can be reported and removed: each kind of record, and its parts in words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from peerchallenge.models import (
    Evidence,
    LineOfEnquiry,
    Moderator,
    Promise,
    Remark,
    Section,
    Signature,
    Statement,
    Submission,
)
from peerchallenge.words import all_statements

# What stands in the place of a text that was removed.
MARK = "[Removed: it could identify a child]"


@dataclass(frozen=True)
class Kind:
    """A kind of record: its `parts` {field: label}, the words of its history, and the way to its assessment.

    `in_history` are labels under which a history (`Version.words`) keeps a part that has no row of its own.
    """

    name: str
    title: str
    model: Any
    parts: dict[str, str]
    assessment_of: Callable
    in_words: dict[str, str] = field(default_factory=dict)
    in_history: dict[str, str] = field(default_factory=dict)

    def area_of(self, record) -> str:
        """Return "Area B", or nothing where the record is of no area."""
        section = record.statement.section if self.name == "evidence" else getattr(record, "section", None)
        section = record if self.name == "section" else section
        code = section.area.code if section else getattr(record, "area_code", "")
        return f"Area {code}" if code else ""

    def where(self, record, parts=()) -> str:
        """Say where, without a word of the text: "Area B, statement: what we know"."""
        place = ", ".join(filter(None, [self.area_of(record), self.title]))
        said = ", ".join(self.parts[part].lower() for part in parts)
        return f"{place[:1].upper()}{place[1:]}" + (f": {said}" if said else "")


def _of_section(record):
    return record.section.assessment


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "statement", "statement", Statement,
            {"claim": "What we know", "so_what": "So what", "next_step": "What next", "next_owner": "Who"},
            _of_section, in_history={"next_owner": "Who and by when"},
        ),
        Kind(
            "evidence", "evidence", Evidence,
            {"title": "Title", "figure": "Figure", "period": "Period", "source": "Source", "place": "Page or paragraph",
             "url": "Link", "file": "File"},
            lambda record: record.statement.section.assessment,
        ),
        Kind("section", "judgement of the area", Section, {"rationale": "Why"}, lambda record: record.assessment),
        Kind(
            "promise", "promise", Promise,
            {"promised": "What was promised", "promised_by": "Who", "changed": "What changed"},
            _of_section, in_words={"promised_by": "by"},
        ),
        Kind(
            "remark", "moderator’s comment", Remark,
            {"text": "Comment", "step_reason": "Reason for the step", "answer": "Answer"},
            lambda record: record.moderator.submission.assessment,
        ),
        Kind(
            "enquiry", "line of enquiry", LineOfEnquiry, {"text": "Question", "because": "Because"},
            lambda record: record.assessment,
        ),
        Kind("signature", "signer’s comment", Signature, {"comment": "Comment"}, lambda record: record.assessment),
        Kind(
            "submission", "reason for opening it again", Submission, {"reopened_because": "Reason"},
            lambda record: record.assessment,
        ),
        Kind(
            "moderator", "moderator’s reason for declining", Moderator, {"declined_because": "Reason"},
            lambda record: record.submission.assessment,
        ),
    )
}  # fmt: skip
# What stands in the words that others read.
FROZEN = frozenset({"statement", "evidence", "section", "promise"})


def is_submitted(kind: Kind, record) -> bool:
    """Whether somebody outside the authority reads it by its nature, or it stands in a submitted version."""
    if kind.name == "signature":
        return is_left_out(record)
    if kind.name not in FROZEN:
        return True
    return any(stands_in(kind, record, one.words) for one in kind.assessment_of(record).submissions.all())


def stands_in(kind: Kind, record, words) -> bool:
    """Whether `words` of the record's assessment say it."""
    return bool(said_of(words, kind, record))


def said_of(words, kind: Kind, record) -> list[dict]:
    """Return what words hold of a record: a section by its code, all else by its id."""
    sections, statements = words["sections"], [one for _, _, one in all_statements(words)]
    if kind.name == "section":
        return [section for section in sections if section["code"] == record.area.code]
    of_kind = {
        "promise": (one for section in sections for one in section["promises"]),
        "statement": statements,
        "evidence": (it for one in statements for it in one["evidence"]),
    }
    return [one for one in of_kind.get(kind.name, ()) if one["id"] == str(record.public_id)]


def is_left_out(signature) -> bool:
    """Whether the post was left out: the comment is the programme manager's reason."""
    return signature.decision == Signature.Decision.SKIPPED
