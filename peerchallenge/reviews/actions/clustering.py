"""The lead makes headline findings of the team's notes. Each verb is one transaction, until the findings are final."""

from collections import Counter
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from peerchallenge.reviews.actions.wording import Final, add_finding, take_out_finding
from peerchallenge.reviews.heard import role_kept
from peerchallenge.reviews.models import Finding, NextStep, Review, TeamNote
from peerchallenge.reviews.wording import is_still_worded
from portal.audit.models import Overtaken


class Moved(NamedTuple):
    """What a move did, to undo it: the finding's id, whether it made it, and (note's id, finding before or None)."""

    finding: int
    is_new: bool
    notes: list


class NothingChosen(Exception):
    """None of the notes is there any more."""


class TooLong(Exception):
    """Two findings say more together than one may."""


def _held(review) -> Review:
    review = Review.objects.hold(review.pk)
    if not is_still_worded(review) or review.notes_destroyed_at:
        raise Final(f"The findings of {review} are final.")
    return review


def heard_from(notes) -> dict:
    """Return what is kept of the notes behind a finding: how many, in how many sessions, from which roles, how.

    It outlasts the notes, so roles are in general words alone (`role_kept`): nobody is known by them.
    """
    roles = {role_kept(note.role) for note in notes} - {""}
    ways = Counter(note.heard_as for note in notes)
    sessions = {note.session_id for note in notes} - {None}
    return {"notes": len(notes), "sessions": len(sessions), "roles": sorted(roles), "ways": dict(ways)}


def recount(review, findings) -> None:
    """Count anew what stands behind these findings (ids, None among them), while they aren't final."""
    findings = {pk for pk in findings if pk}
    if not findings or not is_still_worded(review):
        return
    notes = TeamNote.objects.standing().filter(finding__in=findings)
    by_finding = {pk: [] for pk in findings}
    for note in notes:
        by_finding[note.finding_id].append(note)
    for pk, behind in by_finding.items():
        Finding.objects.filter(pk=pk).update(heard_from=heard_from(behind) if behind else {})


@transaction.atomic
def move_notes(review, ids, *, by, finding=None, headline="", kind="", explain=None) -> Moved:
    """Put the notes with these public ids behind `finding`, or behind a new one with this `headline`.

    A new one is a strength or an area as most of its notes are, unless `kind` says; it has their commonest theme and
    line of enquiry. `explain` is called with a new one. Raises Final, NothingChosen, Overtaken.
    """
    review = _held(review)
    notes = list(review.notes.standing().filter(public_id__in=ids).select_related("theme", "enquiry"))
    if not notes:
        raise NothingChosen
    is_new = finding is None
    if is_new:
        finding = add_finding(review, by=by, headline=headline, **_commonest(notes, kind))
        if explain:
            explain(finding)
    elif not review.findings.standing().filter(pk=finding.pk).exists():
        raise Overtaken(f"{finding} was taken out.")
    before = [[note.pk, note.finding_id] for note in notes]
    TeamNote.objects.filter(pk__in=[note.pk for note in notes]).update(finding=finding)
    recount(review, {finding.pk, *(was for _, was in before)})
    return Moved(finding.pk, is_new, before)


def _commonest(notes, kind):
    def most(values):
        found = Counter(value for value in values if value)
        return found.most_common(1)[0][0] if found else None

    enquiry = most(note.enquiry for note in notes)
    return {
        "kind": kind or most(note.kind for note in notes), "theme": most(note.theme for note in notes),
        "enquiry": None if enquiry and enquiry.is_removed else enquiry,
    }  # fmt: skip


@transaction.atomic
def free_notes(review, ids) -> Moved:
    """Take notes out of the findings in which they are. Raises Final, NothingChosen."""
    review = _held(review)
    notes = list(review.notes.standing().filter(public_id__in=ids, finding__isnull=False))
    if not notes:
        raise NothingChosen
    before = [[note.pk, note.finding_id] for note in notes]
    TeamNote.objects.filter(pk__in=[note.pk for note in notes]).update(finding=None)
    recount(review, {was for _, was in before})
    return Moved(0, False, before)


@transaction.atomic
def undo(review, moved: Moved, *, by) -> None:
    """Put each note where it was before the move, unless somebody moved it on since; a finding that the move made goes
    too, if nobody worded it since and no note is left behind it. Raises Final."""
    review = _held(review)
    there = moved.finding or None
    standing = set(review.findings.standing().values_list("pk", flat=True))
    for pk, was in moved.notes:
        target = was if was in standing else None
        review.notes.filter(pk=pk, finding=there).update(finding=target)
    recount(review, {there, *(was for _, was in moved.notes)})
    made = review.findings.standing().filter(pk=there, version=1).first() if moved.is_new else None
    if made and not made.notes.standing().exists() and not made.next_steps.exists():
        take_out_finding(made, by=by, version=made.version)


@transaction.atomic
def merge(review, into, other, *, by, version) -> Finding:
    """Put the notes, the words and the next steps of `other`, at `version`, behind `into`, and take `other` out.

    Raises Final, Overtaken, TooLong.
    """
    review = _held(review)
    into = review.findings.standing().filter(pk=into.pk).first()
    other = review.findings.standing().filter(pk=other.pk, version=version).first()
    if into is None or other is None or into == other:
        raise Overtaken("One of these findings was changed or taken out.")
    heard = "\n\n".join(filter(None, [into.heard, other.headline, other.heard]))
    if len(heard) > Finding._meta.get_field("heard").max_length:
        raise TooLong
    TeamNote.objects.filter(finding=other).update(finding=into)
    last = into.next_steps.aggregate(last=Max("position"))["last"]
    for place, step in enumerate(other.next_steps.all(), start=0 if last is None else last + 1):
        NextStep.objects.filter(pk=step.pk).update(finding=into, position=place)
    into.rewrite(by=by, version=into.version, heard=heard)
    take_out_finding(other, by=by, version=version)
    recount(review, [into.pk])
    return into
