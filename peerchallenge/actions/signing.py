"""Signing a self-assessment: asking, approving, returning, leaving out a vacant post. Each is one transaction.

An approval is of the very words that were shown. Whoever is next is written to in the same transaction.
"""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from peerchallenge.actions.writing import NotOpen
from peerchallenge.coaching import refresh_steps
from peerchallenge.deadlines import LastDays
from peerchallenge.models import SelfAssessment, Signature
from peerchallenge.people import asked_at
from peerchallenge.signers import Signing, holders_at, latest_round, signing_of
from peerchallenge.words import fingerprint, words_of
from portal.accounts.mail import queue_mail
from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.audit.models import FormKey
from portal.home.tasks import is_late
from portal.ui import dates
from portal.ui.links import absolute

Decision = Signature.Decision
# What a settled signature of an earlier round takes along.
TAKEN_ALONG = ("decision", "comment", "decided_at", "decided_by", "sha256", "at_changes", "asked_at")


class NotDue(Exception):
    """It isn't their turn: those before haven't approved, it was decided, or it was asked for anew."""


class NothingToAsk(Exception):
    """Nobody has to be asked now: those who were asked are at it, or all have approved."""


class WordsChanged(Exception):
    """What it says isn't what was shown; nothing was signed or submitted."""


class NotVacant(Exception):
    """Somebody holds the post, so it can't be left out."""


@transaction.atomic
def ask_for_signatures(assessment, *, by, form_key=None) -> Signing:
    """Begin a round: ask everybody who signs, in the cycle's order, and write to the first; return where it stands.

    Approvals that stand on what it says now are taken along, so is a post that was left out and is still vacant.
    Raises NothingToAsk, NotOpen, and KeyAlreadyUsed when the form was sent before.
    """
    assessment = SelfAssessment.objects.lock(assessment.pk)
    FormKey.refuse_used(form_key, SelfAssessment)
    _refuse_closed(assessment)
    if not assessment.signatures.exists():
        refresh_steps(assessment)  # evidence grows old while nobody edits; once approvals stand, nothing moves
    signing = signing_of(assessment)
    if not signing.can_ask:
        raise NothingToAsk
    if form_key:
        FormKey.spend(form_key, assessment)
    number = signing.round + 1
    for position, signer in enumerate(signing.signers):
        settled = _taken_along(signer)
        Signature.objects.create(assessment=assessment, round=number, position=position, role=signer.role, **settled)
    if assessment.status == SelfAssessment.Status.IN_PROGRESS:
        assessment.send_for_signing(by=by)
    _ask_next(assessment, by)
    return signing_of(assessment, signing.words)


def _taken_along(signer):
    one = signer.signature
    stands = signer.is_settled and (one.decision != Decision.SKIPPED or signer.is_vacant)
    return {name: getattr(one, name) for name in TAKEN_ALONG} if stands else {}


@transaction.atomic
def approve(signature, *, by, sha256) -> Signature:
    """Approve the words with this fingerprint, and write to whoever is next.

    Raises WordsChanged when it says something else by now, NotDue, NotOpen.
    """
    signature = _due(signature)
    now = fingerprint(words_of(signature.assessment))
    if sha256 != now:
        raise WordsChanged
    signature.decide(Decision.APPROVED, by=by, sha256=now)
    _ask_next(signature.assessment, by)
    return signature


@transaction.atomic
def send_back(signature, *, by, comment) -> Signature:
    """Return it to its writers with a comment, which their mail carries. Raises NotDue, NotOpen."""
    signature = _due(signature)
    now = fingerprint(words_of(signature.assessment))
    signature.decide(Decision.RETURNED, by=by, sha256=now, comment=comment)
    signature.assessment.return_to_writers(by=by)
    _write_to_writers(signature.assessment, "returned", f"returned:{signature.pk}", signature=signature, by=by)
    return signature


@transaction.atomic
def leave_out(signature, *, by, reason) -> Signature:
    """Leave out a post that nobody holds today, with the reason, and write to whoever is next.

    Raises NotVacant, NotDue when it was decided or asked for anew, NotOpen.
    """
    signature = _locked(signature)
    if latest_round(signature.assessment).get(signature.role) != signature or signature.decision != Decision.ASKED:
        raise NotDue
    if holders_at(signature.assessment.authority).get(Role(signature.role)):
        raise NotVacant
    signature.decide(Decision.SKIPPED, by=by, comment=reason)
    _ask_next(signature.assessment, by)
    return signature


def _locked(signature):
    """Return the signature as it is now, its assessment locked. Raises NotOpen."""
    assessment = SelfAssessment.objects.lock(signature.assessment_id)
    _refuse_closed(assessment)
    signature = Signature.objects.get(pk=signature.pk)
    signature.assessment = assessment
    return signature


def _due(signature):
    signature = _locked(signature)
    if not signature.is_due:
        raise NotDue
    return signature


def _refuse_closed(assessment):
    if not assessment.is_open:
        raise NotOpen(f"{assessment} is {assessment.status}.")


def _ask_next(assessment, by):
    """Write to those who hold the post that is next; where it is vacant, to who runs the cycle; at the end, to its
    writers. Each message is queued once for each person."""
    waiting = [one for one in latest_round(assessment).values() if one.decision not in Signature.SETTLED]
    if not waiting:
        marks = "-".join(str(one.pk) for one in latest_round(assessment).values())
        _write_to_writers(assessment, "all_signed", f"all-signed:{marks}", by=by)
        return
    signature = waiting[0]
    holders = holders_at(assessment.authority).get(Role(signature.role), [])
    address = absolute(reverse("sign", args=[signature.public_id]))
    subject = f"Please sign {assessment.authority}’s self-assessment {assessment.cycle.year}"
    last = LastDays().of(assessment)
    until = {"due_on": dates.weekday(last) if last else "", "is_late": is_late(last)}
    for person in holders:
        _send("sign", f"sign:{signature.pk}:{person.pk}", person, subject, assessment, by=by, address=address,
              signature=signature, **until)  # fmt: skip
    if not holders:
        address = absolute(reverse("sign_leave_out", args=[signature.public_id]))
        subject = f"{assessment.authority}: nobody holds a post that signs"
        for person in managers_of(assessment.region):
            _send("vacant_signer", f"vacant-signer:{signature.pk}:{person.pk}", person, subject, assessment, by=by,
                  address=address, signature=signature)  # fmt: skip


def _write_to_writers(assessment, template, key, *, by, **words):
    subjects = {
        "returned": f"{assessment.authority}’s self-assessment {assessment.cycle.year} was returned",
        "all_signed": f"{assessment.authority}’s self-assessment {assessment.cycle.year} can be submitted",
    }
    address = absolute(reverse("assessment_signing", args=[assessment.public_id]))
    for person in asked_at([assessment.authority])[assessment.authority_id].people:
        _send(template, f"{key}:{person.pk}", person, subjects[template], assessment, by=by, address=address, **words)


def _send(template, key, person, subject, assessment, **words):
    words |= {"person": person, "assessment": assessment, "site_name": settings.SITE_NAME}
    body = render_to_string(f"emails/peerchallenge/{template}.txt", words)
    queue_mail(key=key, to=person.email, subject=subject, body=body)


def managers_of(region) -> list:
    """Return the region's programme managers of today, each once; one query."""
    return list(dict.fromkeys(post.person for post in Post.objects.managing(region)))
