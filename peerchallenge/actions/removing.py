"""Removing what could identify a child, everywhere at once: one transaction, and files with it.

It goes from the row, its history, every submitted version, copies in other years, what was typed and kept, mail that
waits, and labels of audit events. What stays is a Removal: who, when, which part, why by category.
"""

from django.db import transaction
from django.utils import timezone

from peerchallenge import scrubbing
from peerchallenge.copies import gone_with, wordings
from peerchallenge.models import Evidence, Removal, Report, SelfAssessment, Submission
from peerchallenge.phrases import phrases_of, scrub
from peerchallenge.removable import MARK, Kind, is_submitted
from peerchallenge.words import fingerprint, words_of
from portal.audit.models import FormKey, record
from portal.files import storing
from portal.files.models import Blob


@transaction.atomic
def remove(kind: Kind, row, parts, *, why, by, form_key=None) -> Removal:
    """Remove the `parts` (names of fields) of `row` from everywhere, and return the trace.

    Open reports about it are settled. Raises KeyAlreadyUsed when the form was sent before.
    """
    assessment = kind.assessment_of(row)
    assessment = hold_all(assessment.authority_id, assessment.pk)[assessment.pk]
    row = kind.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before, was_submitted = fingerprint(words_of(assessment)), is_submitted(kind, row)
    submissions = list(Submission.objects.select_for_update(of=("self",)).filter(authority=assessment.authority_id))
    everything = gone_with(kind, row, parts, submissions)
    phrases = _phrases(everything, submissions)
    places = _clear_submissions(submissions, everything)
    for gone in everything:
        places += _clear(gone, by)
        places += scrubbing.clear_kept(gone)
    if kind.name == "evidence" and "file" in parts:
        places += clear_files(row, by)
    places += scrub(assessment.authority, phrases)
    removal = Removal.objects.create(
        assessment=assessment, kind=kind.name, record=row.public_id, parts=list(parts), where=kind.where(row, parts),
        is_submitted=was_submitted, why=why, removed_by=by, places=places, sha256_before=before,
        sha256_after=fingerprint(words_of(assessment)),
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, removal)
    _settle(kind, row, Report.Settled.REMOVED, by)
    record("removed what could identify a child from", removal, by=by, why=why, places=places)
    return removal


def _settle(kind, row, settled_as, by):
    waiting = Report.objects.waiting().filter(kind=kind.name, record=row.public_id)
    waiting.update(settled_as=settled_as, settled_at=timezone.now(), settled_by=by)


def hold_all(authority_id, written=None) -> dict[int, SelfAssessment]:
    """Lock every self-assessment of the authority, always in one order: a copy may be being submitted in another year,
    or made by the one that is begun while this waits.

    Return them by their ids; of the one with the id `written` the words change.
    """
    mine = SelfAssessment.objects.filter(authority=authority_id)
    held = {}
    while (pk := mine.exclude(pk__in=held).order_by("pk").values_list("pk", flat=True).first()) is not None:
        held[pk] = SelfAssessment.objects.hold(pk) if pk == written else SelfAssessment.objects.lock(pk)
    return held


def _phrases(everything, submissions):
    """Return what has to be looked for elsewhere: all that the row said, and of its copies what says the same.

    Histories are cleared on the way.
    """
    found = set()
    for gone in everything:
        stood = scrubbing.clear_history(gone)
        if gone.only is None:
            said = wordings(gone.kind, gone.row, gone.parts, submissions)
            found |= stood.union(*(phrases_of(text) for texts in said.values() for text in texts))
    return found


def _clear(gone, by) -> int:
    """Put the mark in place of each part of the row; who has it open is overtaken."""
    row = gone.row
    scrubbing.rename_events(row, gone.kind.title)
    texts = [part for part in gone.parts if part != "file" and gone.takes(part, getattr(row, part))]
    if not texts:
        return 0
    return scrubbing.overwrite(row, {part: "" if part == "url" else MARK for part in texts}, by)


def _clear_submissions(submissions, everything) -> int:
    """Clear it in the submitted versions in which it stands, and return in how many; their first SHA-256 stays."""
    changed = 0
    for submission in submissions:
        before, signed = fingerprint(submission.words), fingerprint(submission.signed)
        for gone in everything:
            if gone.kind.name == "signature":
                _clear_signed(submission, gone)
            elif gone.kind.name != "section" or gone.row.assessment_id == submission.assessment_id:
                scrubbing.clear_words(submission.words, gone)
        if (fingerprint(submission.words), fingerprint(submission.signed)) != (before, signed):
            keep_words(submission)
            changed += 1
    return changed


def _clear_signed(submission, gone):
    """A submission says why a post was left out, as its signature does."""
    if gone.row.assessment_id != submission.assessment_id:
        return
    for one in submission.signed:
        if one.get("skipped") and one["skipped"] == gone.row.comment:
            one["skipped"] = MARK


def keep_words(submission):
    """Write what is left of a submission's words, with their fingerprint beside the first."""
    words, signed = submission.words, submission.signed
    Submission.objects.filter(pk=submission.pk).update(words=words, signed=signed, sha256_now=fingerprint(words))


def clear_files(evidence, by) -> int:
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
