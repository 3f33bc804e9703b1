"""Moderation: who is asked, what they write, when it goes to the authority, and what the authority answers.

Each verb is one transaction, under a lock of the self-assessment where its state counts.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions.writing import NotOpen, keep_theirs
from peerchallenge.counts import count
from peerchallenge.deadlines import Deadlines
from peerchallenge.models import Moderator, Remark, SelfAssessment, Step
from peerchallenge.moderators import candidates_for, why_not
from peerchallenge.people import AT_AUTHORITY, asked_at
from peerchallenge.permissions import submission_stands
from peerchallenge.remarks import RemarksText, unexplained
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, Overtaken, record
from portal.ui.links import absolute


class CannotModerate(Exception):
    """Somebody can't moderate this submission; `why` is a sentence."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


class NotAllDone(Exception):
    """Somebody who moderates it isn't done, or nobody was asked."""


def _standing(record):
    """Lock the assessment of a submission or moderator; raise NotOpen when it is no longer the latest word of it."""
    submission = getattr(record, "submission", record)
    submission.assessment = SelfAssessment.objects.lock(submission.assessment_id)
    if not submission_stands(None, submission):
        raise NotOpen(f"{submission} was superseded or opened again, or its cycle is closed.")
    return submission.assessment


@transaction.atomic
def ask(submission, people, *, by, form_key=None) -> list[Moderator]:
    """Ask `people` to moderate a submission, and write to each; return them as moderators.

    Raises CannotModerate when one of them can't be asked, NotOpen; KeyAlreadyUsed when the form was sent before.
    """
    FormKey.refuse_used(form_key, Moderator)
    assessment = _standing(submission)
    known = {one.person: one for one in candidates_for(submission)}
    made = []
    for person in people:
        one = known.get(person)
        if one is None or one.barred:
            raise CannotModerate(f"{person}: {one.barred if one else 'holds no moderator’s post in the region.'}")
        made.append(Moderator.objects.create(submission=submission, person=person, asked_by=by, home=one.home))
        record("asked a moderator for", submission, by=by, person=person.pk)
        _invite(made[-1], assessment, by)
    if form_key and made:
        FormKey.spend(form_key, made[0])
    return made


def _invite(moderator, assessment, by):
    deadlines = Deadlines(assessment.cycle)
    step = deadlines.step(Step.Kind.MODERATION)
    due_on = deadlines.of(step, assessment.authority).due_on if step else None
    words = {"moderator": moderator, "assessment": assessment, "by": by, "due_on": due_on}
    address = absolute(reverse("moderate", args=[moderator.public_id]))
    subject = f"Will you moderate {assessment.authority}’s self-assessment {assessment.cycle.year}?"
    _write(f"moderator:{moderator.pk}", moderator.person, subject, "moderator", words | {"address": address})


def _write(key, person, subject, template, words):
    body = render_to_string(
        f"emails/peerchallenge/{template}.txt", words | {"person": person, "site_name": settings.SITE_NAME}
    )
    queue_mail(key=key, to=person.email, subject=subject, body=body)


@transaction.atomic
def accept(moderator, *, by) -> None:
    """Say yes: from now on they read the submission, and have a place for what they say of each area.

    Raises CannotModerate when a post that they hold by now forbids it; NotOpen, Overtaken, NotAMove.
    """
    _standing(moderator)
    if why := why_not(moderator.submission, by):
        raise CannotModerate(why)
    moderator.accept(by=by)
    for section in moderator.submission.words["sections"]:
        Remark.objects.get_or_create(moderator=moderator, area_code=section["code"], statement=None)


@transaction.atomic
def decline(moderator, *, by, because="") -> None:
    """Say no, and tell whoever asked. Raises Overtaken, NotAMove."""
    moderator.decline(by=by, because=because)
    words = {"moderator": moderator, "assessment": moderator.submission.assessment, "because": because}
    words["address"] = absolute(reverse("moderators", args=[moderator.submission.public_id]))
    subject = f"{moderator.person} can’t moderate {moderator.authority}’s self-assessment"
    _write(f"moderator-declined:{moderator.pk}", moderator.asked_by, subject, "moderator_declined", words)


@transaction.atomic
def withdraw(moderator, *, by) -> None:
    """Ask them no longer, and tell them: whatever became of the version, they must not go on reading it.

    Raises Overtaken, NotAMove.
    """
    assessment = SelfAssessment.objects.lock(moderator.submission.assessment_id)
    moderator.withdraw(by=by)
    words = {"moderator": moderator, "assessment": assessment, "by": by}
    subject = f"You needn’t moderate {assessment.authority}’s self-assessment any more"
    _write(f"moderator-withdrawn:{moderator.pk}", moderator.person, subject, "moderator_withdrawn", words)


@transaction.atomic
def write_remarks(remark, text: RemarksText, *, by, version, over=False) -> Remark:
    """Save what is said of an area on top of `version`; `remark` is the one on the area itself.

    `over` keeps first what was saved in another window. Raises Overtaken and NotOpen.
    """
    moderator = remark.moderator
    _standing(moderator)
    if not Moderator.objects.filter(pk=moderator.pk, status=Moderator.Status.ACCEPTED).exists():
        raise NotOpen("Sent, or no longer asked.")
    if why_not(moderator.submission, by):
        raise NotOpen("They came close to the authority.")
    if over:
        keep_theirs(remark, RemarksText.of(remark).as_words(), by=by)
    fields = {"text": text.text, "supports": text.supports, "is_done": text.is_done}
    fields |= {"edited_at": timezone.now(), "version": F("version") + 1}
    if not Remark.objects.filter(pk=remark.pk, version=version).update(**fields):
        raise Overtaken("It was saved in another window.")
    rows = {str(row.statement): row for row in moderator.remarks.filter(area_code=remark.area_code) if row.statement}
    for pk, said in text.on.items():
        _write_on(remark, pk, said, rows.get(pk))
    remark.refresh_from_db()
    return remark


def _write_on(remark, pk, said, row):
    """Save what is said of one statement, or forget it when nothing is said any more; nothing of it was sent."""
    if not said.says_something:
        if row:
            row.delete()
        return
    row = row or Remark(moderator=remark.moderator, area_code=remark.area_code, statement=pk)
    row.text, row.proposed_step, row.step_reason = said.text, said.step, said.reason
    row.edited_at = timezone.now()
    row.save()


@transaction.atomic
def send_remarks(moderator, *, by, without_comment=False) -> int:
    """Send what the moderator says to the authority, and write to those who answer; return how many remarks.

    With nothing said only if they want it so, `without_comment`: moderation counts as done all the same.
    Raises CannotModerate, NotOpen, Overtaken, NotAMove. Nothing of it can be changed afterwards.
    """
    assessment = _standing(moderator)
    if why := why_not(moderator.submission, by):
        raise CannotModerate(why)
    if areas := unexplained(moderator):
        raise CannotModerate(f"Say in area {', '.join(areas)} why your step differs from the coach’s.")
    said = [row.pk for row in moderator.remarks.filter(sent_at=None) if row.says_something]
    if not said and not without_comment:
        raise CannotModerate("You have written no comment. If you have none, say so.")
    Remark.objects.filter(pk__in=said).update(sent_at=timezone.now())
    moderator.finish(by=by)
    count(moderator.submission)
    words = {"moderator": moderator, "assessment": assessment, "count": len(said)}
    words["address"] = absolute(reverse("remarks", args=[moderator.submission.public_id]))
    subject = f"{assessment.authority}’s self-assessment {assessment.cycle.year}: a moderator’s comments"
    for person in writers_at(assessment.authority):
        _write(f"remarks:{moderator.pk}:{person.pk}", person, subject, "remarks", words)
    return len(said)


def writers_at(authority) -> list:
    """Return who answers for the authority today, each once: director and self-assessment lead; two queries."""
    posts = [post for post in asked_at([authority])[authority.pk].posts if post.role in AT_AUTHORITY]
    return list(dict.fromkeys(post.person for post in posts))


@transaction.atomic
def answer_remark(remark, *, reply, answer, by, version) -> None:
    """Answer a remark for the authority, or change what was answered. Raises Overtaken when somebody else just did."""
    SelfAssessment.objects.lock(remark.moderator.submission.assessment_id)
    if remark.sent_at is None:
        raise PermissionDenied
    rows = Remark.objects.filter(pk=remark.pk, version=version)
    fields = {"reply": reply, "answer": answer, "answered_by": by, "answered_at": timezone.now()}
    if not rows.update(version=F("version") + 1, **fields):
        raise Overtaken("Somebody else answered it first.")
    record("answered a remark on", remark.moderator.submission, by=by, reply=reply)


@transaction.atomic
def answer_remarks(answers, *, by) -> list[Remark]:
    """Answer several remarks, (remark, {reply, answer, version}) each; return those that somebody else answered first,
    as they are now: their answers stand."""
    overtaken = []
    for remark, fields in answers:
        try:
            answer_remark(remark, **fields, by=by)
        except Overtaken:
            remark.refresh_from_db()
            overtaken.append(remark)
    return overtaken


def moderation_left(assessment) -> list[Moderator] | None:
    """Return those who are asked or at work on what was submitted last; None when nobody is done with it."""
    submission = assessment.submissions.order_by("-number").first()
    rows = list(submission.moderators.select_related("person")) if submission else []
    if not any(row.status == Moderator.Status.DONE for row in rows):
        return None
    return [row for row in rows if row.status in (Moderator.Status.ASKED, Moderator.Status.ACCEPTED)]


@transaction.atomic
def end_moderation(assessment, *, by) -> None:
    """Moderation of it is over. Raises NotAllDone, NotAMove, Overtaken."""
    assessment = SelfAssessment.objects.lock(assessment.pk)
    if moderation_left(assessment) != []:
        raise NotAllDone
    assessment.end_moderation(by=by)
