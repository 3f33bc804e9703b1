"""Next steps: the team recommends, the host answers and adds its own. Each verb is one transaction.

What the host answers leaves no audit event before it sends its reply: who runs the region's peer challenge reads those.
"""

from django.db import transaction
from django.utils import timezone

from peerchallenge.actions.writing import take_version
from peerchallenge.reviews.acting import can_be_answered, takes_answers
from peerchallenge.reviews.actions.replying import NotOpen
from peerchallenge.reviews.models import Finding, NextStep, Review, ShownTo
from peerchallenge.reviews.wording import is_still_worded
from portal.audit.models import FormKey, Overtaken, record

NO_ANSWER = {"answer": NextStep.Answer.WAITING, "answer_because": "", "answered_at": None, "answered_by": None}


def _worded(review) -> Review:
    review = Review.objects.hold(review.pk)
    if not is_still_worded(review):
        raise NotOpen(f"{review} is {review.status}: its next steps are as they were sent.")
    return review


def held_step(step) -> NextStep:
    """Return a next step as it is now, its review locked. Raises Overtaken when it was taken out."""
    review = Review.objects.hold(step.review_id)
    found = NextStep.objects.standing().filter(pk=step.pk).select_related("finding", "edited_by").first()
    if found is None:
        raise Overtaken(f"{step} was taken out.")
    found.review = review
    return found


@transaction.atomic
def recommend(finding, text, *, by, form_key=None) -> NextStep:
    """Recommend a next step for a finding that is still worded; the team's until it is sent. Raises NotOpen,
    KeyAlreadyUsed."""
    FormKey.refuse_used(form_key, NextStep)
    _worded(finding.review)
    made = _add(finding, text, by=by, shown_to=ShownTo.TEAM)
    if form_key:
        FormKey.spend(form_key, made)
    record("recommended", made, by=by)
    return made


def _add(finding, text, *, by, **fields):
    finding = Finding.objects.standing().filter(pk=finding.pk).first()
    if finding is None:
        raise NotOpen("The finding was taken out.")
    last = finding.next_steps.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    known = {"shown_to": finding.shown_to, "made_by": by, "edited_by": by}
    return NextStep.objects.create(finding=finding, position=position, text=text, **known | fields)


@transaction.atomic
def reword(step, text, *, by, version) -> NextStep:
    """Word a recommended next step anew while it is still worded. Raises NotOpen, Overtaken."""
    step = held_step(step)
    _worded(step.review)
    step.rewrite(by=by, version=version, text=text)
    return step


@transaction.atomic
def take_out(step, *, by, version) -> NextStep:
    """Take a recommended next step out while it is still worded. Raises NotOpen, Overtaken."""
    step = held_step(step)
    _worded(step.review)
    step.rewrite(by=by, version=version, verb="took out", is_removed=True)
    return step


@transaction.atomic
def answer(step, *, says, because, by, version) -> NextStep:
    """Answer a next step for its host; the same answer sent again is no conflict. Raises NotOpen, Overtaken."""
    step = held_step(step)
    if (step.answer, step.answer_because) == (says, because):
        return step
    if not can_be_answered(step):
        raise NotOpen(f"{step} takes no answer.")
    waits = says == NextStep.Answer.WAITING
    said = {"answered_at": timezone.now(), "answered_by": by}
    fields = NO_ANSWER if waits else {"answer": says, "answer_because": because, **said}
    take_version(step, version=version, by=by, **fields)
    if step.review.replied_at is not None:
        record("answered", step, by=by)
    return step


@transaction.atomic
def add_own(finding, text, *, by, form_key=None) -> NextStep:
    """Add a next step of the host's own, which it accepts by that. Raises NotOpen, KeyAlreadyUsed."""
    FormKey.refuse_used(form_key, NextStep)
    review = Review.objects.hold(finding.review_id)
    if not takes_answers(review):
        raise NotOpen(f"{review} takes no next steps.")
    said = {"answer": NextStep.Answer.ACCEPTED, "answered_at": timezone.now(), "answered_by": by}
    made = _add(finding, text, by=by, is_own=True, **said)
    if form_key:
        FormKey.spend(form_key, made)
    if review.replied_at is not None:
        record("added", made, by=by)
    return made


@transaction.atomic
def change_own(step, text, *, by, version) -> NextStep:
    """Word a next step of the host's own anew; `text` empty: take it out, if nothing hangs on it. Until it is told.

    Raises NotOpen, Overtaken.
    """
    step = held_step(step)
    if not (step.is_own and takes_answers(step.review) and step.review.replied_at is None):
        raise NotOpen(f"{step} stands as it was sent.")
    if not text and step.actions.exists():
        raise NotOpen(f"{step} has actions.")
    take_version(step, version=version, by=by, **({"text": text} if text else {"is_removed": True}))
    return step
