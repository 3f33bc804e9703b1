"""What of a self-assessment can be reported and removed: each kind of record, its parts in words, who reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from peerchallenge.models import (
    Evidence,
    LineOfEnquiry,
    Moderator,
    Promise,
    Remark,
    Section,
    SelfAssessment,
    Signature,
    Statement,
    Submission,
)
from peerchallenge.words import all_statements
from portal.ui.permissions import may

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
            "promise", "last year’s promise", Promise,
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


def parts_there(kind: Kind, record) -> dict[str, str]:
    """Return {field: label} of the parts of the record that say something."""
    said = {name: getattr(record, "file_name" if name == "file" else name) for name in kind.parts}
    return {name: label for name, label in kind.parts.items() if said[name] not in ("", MARK)}


def readable(kind: Kind, public_id, user):
    """Return the record when `user` reads it, as it is worked on or as it was submitted; None otherwise."""
    record = kind.model._base_manager.filter(public_id=public_id).first()
    if record is None or not user.is_authenticated:
        return None
    if kind.model.objects.visible_to(user).filter(pk=record.pk).exists():
        return record
    return record if kind.name in FROZEN and _stands_in(kind, record, user) else None


def beside(kind: Kind, record, user) -> list[tuple[str, str, object]]:
    """Return (name of the kind, words, public id) of what stands beside a record and is read by `user`, too.

    Evidence of a statement, promises of a section: who looks for it on one page finds the other.
    """
    if kind.name == "statement":
        rows = [("evidence", f"Evidence: {one.get_kind_display()}", one) for one in record.evidence.all()]
    elif kind.name == "section":
        rows = [("promise", "A promise of last year", one) for one in record.promises.all()]
    else:
        return []
    read = [row for row in rows if readable(KINDS[row[0]], row[2].public_id, user)]
    return [(name, words, one.public_id) for name, words, one in read]


def page_of(kind: Kind, record, user) -> str:
    """Return the address at which `user` reads the record: where it is written, else the last version they may read."""
    if kind.name in FROZEN and kind.model.objects.visible_to(user).filter(pk=record.pk).exists():
        of = record.statement if kind.name == "evidence" else record
        return reverse("statement" if kind.name == "evidence" else kind.name, args=[of.public_id])
    submissions = Submission.objects.visible_to(user).filter(assessment=kind.assessment_of(record))
    latest = submissions.order_by("-number").first()
    return latest.get_absolute_url() if latest else ""


def traced(public_id, user):
    """Return the self-assessment of which `user` sees what was removed, or None: its own readers, the managers."""
    found = SelfAssessment.objects.filter(public_id=public_id).select_related("authority", "cycle", "region").first()
    return found if found and may(user, "peerchallenge.see_removals", found) else None


def is_submitted(kind: Kind, record) -> bool:
    """Whether somebody outside the authority reads it by its nature, or it stands in a submitted version."""
    if kind.name not in FROZEN:
        return kind.name != "signature"
    return any(stands_in(kind, record, one.words) for one in kind.assessment_of(record).submissions.all())


def _stands_in(kind, record, user):
    submissions = Submission.objects.visible_to(user).filter(assessment=kind.assessment_of(record))
    return any(stands_in(kind, record, one.words) for one in submissions)


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
