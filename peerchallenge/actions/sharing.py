"""Sharing by consent: the director lets others read what was submitted, and takes it back; and raising a concern."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from peerchallenge.actions.letting_in import tell_readers
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import let_in_by
from peerchallenge.models import Concern, Cycle, Release, SelfAssessment
from portal.audit.models import FormKey, Overtaken, record


def seal_of(group, submission) -> str:
    """Return what tells whether those who will be able to read it are still those who were named (a Group), and it is
    still the version that was shown."""
    said = f"{submission.number}\n" + "\n".join(f"{reader.person.pk}|{reader.because}" for reader in group.readers)
    return sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def release(assessment, *, by, shared_with, seal) -> Release:
    """Let those read the version that was submitted last whom `shared_with` names, if it and they are still those with
    this `seal`; a later version needs a release of its own. Done twice it is done once.
    Raises NotOpen when it isn't submitted, Overtaken when it would be others by now.
    """
    assessment = SelfAssessment.objects.lock(assessment.pk)
    if standing := assessment.releases.in_force().of_latest().first():
        return standing
    if not assessment.is_submitted:
        raise NotOpen(f"{assessment} is {assessment.status}.")
    if shared_with == Cycle.SharedWith.NOBODY or shared_with != assessment.cycle.shared_with:
        raise Overtaken("The cycle shares with others by now.")
    group = let_in_by(assessment, shared_with)
    submission = assessment.submissions.defer("words").order_by("-number").first()
    if seal_of(group, submission) != seal:
        raise Overtaken("Other people would read it by now.")
    made = Release.objects.create(submission=submission, shared_with=shared_with, released_by=by)
    record("released", assessment, by=by, version=submission.number, shared_with=shared_with, people=len(group.readers))
    tell_readers(made, group, by=by)
    return made


@transaction.atomic
def take_back(assessment, *, by) -> None:
    """Nobody reads any version because it was released from now on. Done twice it is done once."""
    assessment = SelfAssessment.objects.lock(assessment.pk)
    if assessment.releases.in_force().update(withdrawn_at=timezone.now(), withdrawn_by=by):
        record("took back the release of", assessment, by=by)


@transaction.atomic
def raise_concern(assessment, *, by, form_key=None) -> Concern:
    """Note that `by` raised a concern with the region's contact: not a word of what it is about.

    Raises KeyAlreadyUsed when the form was sent before.
    """
    FormKey.refuse_used(form_key, Concern)
    to = concern_contact(assessment.cycle)
    made = Concern.objects.create(assessment=assessment, raised_by=by, raised_to=to[:200])
    if form_key:
        FormKey.spend(form_key, made)
    record("raised a concern about", assessment, by=by)
    return made


@transaction.atomic
def take_up_concern(concern, *, by) -> None:
    """Note that `by`, who manages the region, knows of the concern and follows it up. Done twice it is done once."""
    if Concern.objects.waiting().filter(pk=concern.pk).update(taken_up_at=timezone.now(), taken_up_by=by):
        record("took up a concern about", concern.assessment, by=by)


def concern_contact(cycle) -> str:
    """Return whom a concern is raised with, in words."""
    return cycle.concern_contact or f"A programme manager of {cycle.region}"
