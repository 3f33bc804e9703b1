"""What the pages of reporting and removing show of a record: its parts and what stands beside it, as one reads it."""

from uuid import UUID

from django.urls import reverse

from peerchallenge.models import Evidence, SelfAssessment, Submission
from peerchallenge.removable import FROZEN, MARK, Kind, is_left_out, said_of
from portal.ui.permissions import may


def parts_there(kind: Kind, record, user) -> dict[str, str]:
    """Return {field: label} of the parts of the record that say something where `user` reads it.

    That is where it is written, for who reads that, and every submitted version that they read.
    """
    said = [{kind.in_words.get(name, name): getattr(record, "file_name" if name == "file" else name)
             for name in kind.parts}] if _reads_rows(kind, record, user) else []  # fmt: skip
    said += _frozen(kind, record, user)
    return {
        name: label for name, label in kind.parts.items()
        if any(one.get(kind.in_words.get(name, name), "") not in ("", MARK) for one in said)
    }  # fmt: skip


def _reads_rows(kind, record, user):
    """Whether `user` reads the record itself, not only what was frozen of it."""
    if kind.model.objects.visible_to(user).filter(pk=record.pk).exists():
        # Of a submission itself there is the reason why it was opened again, which not everybody reads.
        return kind.name != "submission" or may(user, "peerchallenge.read_why_reopened", record)
    # The reason why a post was left out is the programme manager's own.
    return kind.name == "signature" and is_left_out(record) and may(user, "peerchallenge.remove", record)


def _frozen(kind, record, user) -> list[dict]:
    """Return what the submitted versions that `user` reads say of the record, the latest first."""
    if kind.name not in FROZEN:
        return []
    submissions = Submission.objects.visible_to(user).filter(assessment=kind.assessment_of(record))
    return [said for one in submissions.order_by("-number") for said in said_of(one.words, kind, record)]


def readable(kind: Kind, public_id, user):
    """Return the record when `user` reads it, as it is worked on or as it was submitted; None otherwise."""
    record = kind.model._base_manager.filter(public_id=public_id).first()
    if record is None or not user.is_authenticated:
        return None
    return record if _reads_rows(kind, record, user) or _frozen(kind, record, user) else None


def beside(kind: Kind, record, user) -> list[tuple[str, str, object]]:
    """Return (name of the kind, words, public id) of what stands beside a record and is read by `user`, too.

    Evidence of a statement, promises of a section: who looks for it on one page finds the other.
    """
    if kind.name == "statement":
        name, words = "evidence", "Evidence: {}"
        found = {str(one.public_id): one.kind for one in record.evidence.all()}
        frozen = {it["id"]: it["kind"] for one in _frozen(kind, record, user) for it in one["evidence"]}
    elif kind.name == "section":
        name, words = "promise", "A promise"
        found = {str(one.public_id): "" for one in record.promises.all()}
        frozen = {it["id"]: "" for one in _frozen(kind, record, user) for it in one["promises"]}
    else:
        return []
    read = frozen | found if _reads_rows(kind, record, user) else frozen
    labels = dict(Evidence.Kind.choices)
    return [(name, words.format(labels.get(value, value)), UUID(pk)) for pk, value in read.items()]


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
