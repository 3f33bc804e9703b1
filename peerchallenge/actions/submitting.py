"""Submitting a self-assessment, which freezes what it says, and opening it again. Each is one transaction."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions.signing import WordsChanged, managers_of
from peerchallenge.actions.writing import NotOpen
from peerchallenge.counts import count
from peerchallenge.models import SelfAssessment, Signature, Submission
from peerchallenge.people import asked_at
from peerchallenge.signers import Signing, signing_of
from peerchallenge.summing_up import gaps_of
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, Overtaken
from portal.ui.links import absolute


class NotSigned(Exception):
    """Approvals are missing or out of date."""


@transaction.atomic
def submit(assessment, *, by, sha256, form_key=None) -> Submission:
    """Freeze the words with this fingerprint as the next submission, tell those concerned, and return it.

    Raises KeyAlreadyUsed when the form was sent before; with nothing written: NotOpen, WordsChanged when it says
    something else by now, NotSigned when somebody who signs hasn't approved these words.
    """
    assessment = SelfAssessment.objects.lock(assessment.pk)
    FormKey.refuse_used(form_key, Submission)
    if not assessment.is_open:
        raise NotOpen(f"{assessment} is {assessment.status}.")
    signing = signing_of(assessment)
    if signing.sha256 != sha256:
        raise WordsChanged
    if not signing.is_complete:
        raise NotSigned
    number = (assessment.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Submission.objects.create(
        assessment=assessment, number=number, reference=f"{assessment.authority.code}-{assessment.cycle.year}-{number}",
        words=signing.words, sha256=sha256, gaps=gaps_of(signing.words), signed=_signed(signing), submitted_by=by,
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, made)
    count(made)
    assessment.submit(by=by, reference=made.reference)
    _tell_of_submission(made, by)
    return made


def _signed(signing: Signing):
    """Return who approved it, and which post was left out why, as it is kept with the submission."""
    found = []
    for signer in signing.signers:
        one = signer.signature
        if one.decision == Signature.Decision.SKIPPED:
            found.append({"role": signer.label, "skipped": one.comment})
        else:
            found.append({"role": signer.label, "by": str(one.decided_by), "at": one.decided_at.isoformat()})
    return found


@transaction.atomic
def reopen(submission, *, by, reason) -> SelfAssessment:
    """Let the authority write in it again: what was submitted stays as it was, with when, by whom and why.

    Raises Overtaken when it isn't the latest any more, or was opened again before.
    """
    assessment = SelfAssessment.objects.lock(submission.assessment_id)
    latest = assessment.submissions.order_by("-number").first()
    if not (assessment.is_submitted and assessment.cycle.is_open and latest == submission):
        raise Overtaken(f"{submission} was opened again before.")
    fields = {"reopened_at": timezone.now(), "reopened_by": by, "reopened_because": reason}
    if not Submission.objects.filter(pk=submission.pk, reopened_at=None).update(**fields):
        raise Overtaken(f"{submission} was opened again before.")
    assessment.reopen(by=by, reference=submission.reference)
    subject = f"{assessment.authority}’s self-assessment {assessment.cycle.year} is open again"
    address = absolute(assessment)
    for person in asked_at([assessment.authority])[assessment.authority_id].people:
        _send("reopened", f"reopened:{submission.pk}:{person.pk}", person, subject, submission,
              by=by, reason=reason, address=address)  # fmt: skip
    return assessment


def _tell_of_submission(made, by):
    assessment = made.assessment
    own = list(asked_at([assessment.authority])[assessment.authority_id].people)
    subject = f"{assessment.authority}’s self-assessment {assessment.cycle.year} was submitted: {made.reference}"
    receipt = absolute(reverse("submission_receipt", args=[made.public_id]))
    for person in dict.fromkeys([*own, *managers_of(assessment.region)]):
        address = receipt if person in own else absolute(made)
        _send("submitted", f"submitted:{made.pk}:{person.pk}", person, subject, made, by=by, address=address)


def _send(template, key, person, subject, submission, **words):
    words |= {"person": person, "submission": submission, "assessment": submission.assessment}
    body = render_to_string(f"emails/peerchallenge/{template}.txt", words | {"site_name": settings.SITE_NAME})
    queue_mail(key=key, to=person.email, subject=subject, body=body)
