"""Removing what could identify a child, everywhere at once: one transaction, and files with it.

It goes from the row, its history, every submitted version, copies in other years, what was typed and kept, mail that
waits, and labels of audit events. What stays is a Removal: who, when, which part, why by category.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peerchallenge import scrubbing
from peerchallenge.models import Evidence, Promise, Removal, Report, SelfAssessment, Statement, Submission
from peerchallenge.removable import KINDS, MARK, Kind
from peerchallenge.words import fingerprint, words_of
from portal.audit.models import FormKey, record
from portal.files import storing
from portal.files.models import Blob


@transaction.atomic
def remove(kind: Kind, row, parts, *, why, by, form_key=None) -> Removal:
    """Remove the `parts` (names of fields) of `row` from everywhere, and return the trace.

    Open reports about it are settled. Raises KeyAlreadyUsed when the form was sent before.
    """
    assessment = SelfAssessment.objects.hold(kind.assessment_of(row).pk)
    row = kind.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before = fingerprint(words_of(assessment))
    rows = [(kind, row, parts), *_derived(kind, row, parts)]
    phrases = {phrase for _, one, names in rows for phrase in scrubbing.phrases_of(one, names)}
    places = 0
    for of_kind, one, names in rows:
        phrases |= scrubbing.clear_history(of_kind, one, names)
        places += _clear(of_kind, one, names, by)
        places += scrubbing.clear_kept(of_kind, one, names)
    places += _clear_submissions(assessment.authority_id, rows)
    if kind.name == "evidence" and "file" in parts:
        places += _clear_files(row, by)
    places += scrubbing.scrub(assessment.authority, phrases)
    removal = Removal.objects.create(
        assessment=assessment, kind=kind.name, record=row.public_id, parts=list(parts), where=kind.where(row, parts),
        why=why, removed_by=by, places=places, sha256_before=before, sha256_after=fingerprint(words_of(assessment)),
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, removal)
    _settle(kind, row, Report.Settled.REMOVED, by)
    record("removed what could identify a child from", removal, by=by, why=why, places=places)
    return removal


@transaction.atomic
def let_stand(report, *, by):
    """Settle a report: somebody looked at it, and nobody can be identified. Once."""
    fields = {"settled_as": Report.Settled.STAYS, "settled_at": timezone.now(), "settled_by": by}
    if Report.objects.waiting().filter(pk=report.pk).update(**fields):
        record("looked at a report on", report, by=by)


def _settle(kind, row, settled_as, by):
    waiting = Report.objects.waiting().filter(kind=kind.name, record=row.public_id)
    waiting.update(settled_as=settled_as, settled_at=timezone.now(), settled_by=by)


def _derived(kind, row, parts):
    """What was made of it by itself, with the same words: copies of a statement, promises of its next step."""
    if kind.name == "promise":
        back = {"promised": "next_step", "promised_by": "next_owner"}
        names = [back[part] for part in parts if part in back]
        same = [name for name in names if getattr(row.statement, name)]
        found = [(KINDS["statement"], row.statement, same)] if same else []
        return found + [one for it in found for one in _derived(*it) if one[1] != row]
    if kind.name != "statement":
        return []
    found = []
    for copy in _copies(row):
        same = [part for part in parts if getattr(copy, part) and getattr(copy, part) == getattr(row, part)]
        found += [(kind, copy, same)] if same else []
    forward = {"next_step": "promised", "next_owner": "promised_by"}
    names = [forward[part] for part in parts if part in forward]
    statements = [row, *(one for _, one, _ in found)]
    promises = Promise.objects.filter(statement__in=statements) if names else ()
    return found + [(KINDS["promise"], promise, names) for promise in promises]


def _copies(statement):
    """Statements that were copied from it or that it was copied from, at whatever distance."""
    found, look = {statement.pk: statement}, [statement]
    while look:
        one = look.pop()
        near = [*one.copies.all(), *Statement.objects.filter(pk=one.copied_from_id)]
        look += [it for it in near if it.pk not in found]
        found |= {it.pk: it for it in near}
    del found[statement.pk]
    return found.values()


def _clear(kind, row, parts, by) -> int:
    """Put the mark in place of each part of the row; who has it open is overtaken."""
    fields = {part: "" if part == "url" else MARK for part in parts if part != "file"}
    names = {one.name for one in row._meta.get_fields()}
    if "version" in names:
        fields["version"] = F("version") + 1
    if "edited_at" in names:
        fields["edited_at"] = timezone.now()
    if "edited_by" in names:
        fields["edited_by"] = by
    scrubbing.rename_events(row, kind.title)
    return kind.model._base_manager.filter(pk=row.pk).update(**fields) if fields else 0


def _clear_submissions(authority, rows) -> int:
    """Every submitted version of the authority in which one of `rows` stands; its first SHA-256 stays."""
    changed = 0
    for submission in Submission.objects.select_for_update(of=("self",)).filter(authority=authority):
        before = fingerprint(submission.words)
        for kind, row, parts in rows:
            is_theirs = kind.name != "section" or row.assessment_id == submission.assessment_id
            if is_theirs:
                scrubbing.clear_words(submission.words, kind, row, parts)
        if fingerprint(submission.words) != before:
            keep_words(submission)
            changed += 1
    return changed


def keep_words(submission):
    """Write what is left of a submission's words, with their fingerprint beside the first."""
    words = submission.words
    Submission.objects.filter(pk=submission.pk).update(words=words, sha256_now=fingerprint(words))


def _clear_files(evidence, by) -> int:
    """The file goes from every row of the authority that shares it, from what was submitted, and from the disk."""
    if evidence.blob is None:
        return 0
    sha256 = evidence.blob.sha256
    sharing = Evidence.objects.filter(authority=evidence.authority_id, blob__sha256=sha256)
    blobs = list(sharing.values_list("blob", flat=True))
    rows = list(sharing.values_list("pk", flat=True))
    Evidence.objects.filter(pk__in=rows).update(blob=None, file_name="")
    storing.drop_unused(Blob.objects.filter(pk__in=blobs))
    for submission in Submission.objects.filter(authority=evidence.authority_id):
        if scrubbing.clear_file(submission.words, sha256):
            keep_words(submission)
    return len(rows)
