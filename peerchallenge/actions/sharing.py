"""Sharing by consent: the director lets others read what was submitted, and takes it back; and raising a concern."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from peerchallenge.actions.running import refuse_used
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import let_in_by
from peerchallenge.models import Concern, Cycle, Release, SelfAssessment
from portal.audit.models import FormKey, Overtaken, record


def seal_of(group) -> str:
    """Return what tells whether those who will be able to read it are still those who were named (a Group)."""
    said = "\n".join(f"{reader.person.pk}|{reader.because}" for reader in group.readers)
    return sha256(said.encode()).hexdigest()[:16]


@transaction.atomic
def release(assessment, *, by, shared_with, seal) -> Release:
    """Let those read what was submitted whom `shared_with` names, if they are still those with this `seal`.

    Done twice it is done once. Raises NotOpen when it isn't submitted, Overtaken when it would be others by now.
    """
    assessment = SelfAssessment.objects.lock(assessment.pk)
    if standing := assessment.releases.in_force().first():
        return standing
    if not assessment.is_submitted:
        raise NotOpen(f"{assessment} is {assessment.status}.")
    if shared_with == Cycle.SharedWith.NOBODY or shared_with != assessment.cycle.shared_with:
        raise Overtaken("The cycle shares with others by now.")
    group = let_in_by(assessment, shared_with)
    if seal_of(group) != seal:
        raise Overtaken("Other people would read it by now.")
    made = Release.objects.create(assessment=assessment, shared_with=shared_with, released_by=by)
    record("released", assessment, by=by, shared_with=shared_with, people=len(group.readers))
    return made


@transaction.atomic
def take_back(assessment, *, by) -> None:
    """Nobody reads it because of the release from now on. Done twice it is done once."""
    assessment = SelfAssessment.objects.lock(assessment.pk)
    if assessment.releases.in_force().update(withdrawn_at=timezone.now(), withdrawn_by=by):
        record("took back the release of", assessment, by=by)


@transaction.atomic
def raise_concern(assessment, *, by, form_key=None) -> Concern:
    """Note that `by` raised a concern with the region's contact: not a word of what it is about.

    Raises KeyAlreadyUsed when the form was sent before.
    """
    refuse_used(form_key, Concern)
    to = concern_contact(assessment.cycle)
    made = Concern.objects.create(assessment=assessment, raised_by=by, raised_to=to[:200])
    if form_key:
        FormKey.spend(form_key, made)
    record("raised a concern about", assessment, by=by)
    return made


def concern_contact(cycle) -> str:
    """Return whom a concern is raised with, in words."""
    return cycle.concern_contact or f"A programme manager of {cycle.region}"
