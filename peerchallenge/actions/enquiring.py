"""Lines of enquiry: chosen, edited, ordered, taken out, sent to the authority; each verb under its assessment's lock.

What was sent is read by the authority from then on, each change of it at once; a new one when it is sent, too.
"""

from hashlib import sha256

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import LineOfEnquiry, SelfAssessment
from peerchallenge.people import asked_at
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, Overtaken, record
from portal.ui.links import absolute


def standing(assessment) -> list[LineOfEnquiry]:
    """Return the lines of enquiry for one authority, in their order; who may read them was asked before."""
    return list(assessment.enquiries.standing().select_related("edited_by"))


def _locked(assessment):
    held = SelfAssessment.objects.lock(assessment.pk)
    if not held.cycle.is_open:
        raise PermissionDenied(f"{held.cycle} is {held.cycle.status}.")
    return held


@transaction.atomic
def choose(assessment, *, by, text, area_code="", rule="", because="", form_key=None) -> LineOfEnquiry:
    """Add a line of enquiry as the last one and return it; `rule` and `because` are those of a suggestion.

    Raises KeyAlreadyUsed when the form was sent before.
    """
    FormKey.refuse_used(form_key, LineOfEnquiry)
    assessment = _locked(assessment)
    last = assessment.enquiries.standing().order_by("-position").values_list("position", flat=True).first()
    made = LineOfEnquiry.objects.create(
        assessment=assessment, position=0 if last is None else last + 1, text=text, area_code=area_code, rule=rule,
        because=because, made_by=by, edited_by=by,
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, made)
    record("chose", made, by=by, rule=rule)
    return made


@transaction.atomic
def edit(line, *, by, version, text, area_code) -> LineOfEnquiry:
    """Say it in other words; return it. Raises Overtaken when somebody saved or took it out first."""
    _locked(line.assessment)
    _refuse_removed(line)
    line.rewrite(by=by, version=version, text=text, area_code=area_code)
    return line


@transaction.atomic
def take_out(line, *, by, version):
    """Ask it no more; of one that was sent, the authority reads it no more. Raises Overtaken."""
    _locked(line.assessment)
    _refuse_removed(line)
    line.rewrite(by=by, version=version, verb="took out", is_removed=True)


def _refuse_removed(line):
    if not LineOfEnquiry.objects.standing().filter(pk=line.pk).exists():
        raise Overtaken(f"{line} was taken out.")


@transaction.atomic
def move(line, *, by, place, up: bool):
    """Move the line that stands at `place` (from 0) one up or down. Raises Overtaken when it stands elsewhere now."""
    assessment = _locked(line.assessment)
    lines = standing(assessment)
    places = {one.pk: number for number, one in enumerate(lines)}
    if places.get(line.pk) != place:
        raise Overtaken(f"{line} stands elsewhere by now.")
    other = place - 1 if up else place + 1
    if not 0 <= other < len(lines):
        return
    lines[place], lines[other] = lines[other], lines[place]
    for number, one in enumerate(lines):
        LineOfEnquiry.objects.filter(pk=one.pk).update(position=number)
    record("moved", line, by=by)


def seal_of(lines) -> str:
    """Return what tells whether the lines are still those that were shown, in the words in which they were shown."""
    said = [f"{one.pk}|{one.version}|{one.sent_at is not None}" for one in lines]
    return sha256("\n".join(said).encode()).hexdigest()[:16]


@transaction.atomic
def send(assessment, *, by, seal) -> list:
    """Let the authority read its lines of enquiry, and write to its director and lead; return who is written to.

    Raises Overtaken, with nothing sent, when they are others than those that were shown, or all were sent before.
    """
    assessment = _locked(assessment)
    lines = standing(assessment)
    new = [one for one in lines if one.sent_at is None]
    if not new or seal_of(lines) != seal:
        raise Overtaken(f"The lines of enquiry of {assessment} are others by now.")
    now = timezone.now()
    for one in new:
        LineOfEnquiry.objects.filter(pk=one.pk).update(sent_at=now, version=F("version") + 1)
    people = asked_at([assessment.authority])[assessment.authority_id].people
    for person in people:
        _write(assessment, person, len(new), key=f"enquiries:{new[-1].pk}:{person.pk}", by=by)
    record("sent the lines of enquiry of", assessment, by=by, count=len(new))
    return list(people)


def _write(assessment, person, count, *, key, by):
    words = {
        "person": person, "assessment": assessment, "count": count, "by": by, "site_name": settings.SITE_NAME,
        "address": absolute(reverse("enquiries", args=[assessment.public_id])),
    }  # fmt: skip
    subject = f"{assessment.authority}: lines of enquiry, {assessment.cycle.title}"
    queue_mail(
        key=key, to=person.email, subject=subject, body=render_to_string("emails/peerchallenge/enquiries.txt", words)
    )
