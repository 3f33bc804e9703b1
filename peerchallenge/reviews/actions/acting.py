"""The host's actions: added, changed, said to be done, closed by somebody else, dropped; and agreed as a whole.

Each verb is one transaction. Before the host sent its reply nobody else reads them, and they leave no audit event: who
runs the region's peer challenge reads those.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from peerchallenge.actions.writing import take_version
from peerchallenge.reviews import parts
from peerchallenge.reviews.acting import ACCEPTED, can_be_agreed, is_told, takes_answers, why_not_close
from peerchallenge.reviews.actions.answering import held_step
from peerchallenge.reviews.actions.checking import plan_checks
from peerchallenge.reviews.actions.moving import reach
from peerchallenge.reviews.actions.replying import NotOpen, NotWhole, ReplyChanged
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.agreeing import agreement_of
from peerchallenge.reviews.models import HostAction, Review, ShownTo, Stage
from peerchallenge.reviews.stage_words import LEAD, RUNNERS
from portal.audit.models import FormKey, NotAMove, Overtaken, record
from portal.ui.pagecache import public_content_changed


class OwnAction(Exception):
    """Who owns an action or said that it is done doesn't close it; nothing was written."""


@transaction.atomic
def add(step, *, by, form_key=None, said=None, **fields) -> HostAction:
    """Add an action for a next step that the host accepted; `said` is for `parts.keep`. Raises NotOpen, KeyAlreadyUsed,
    Overtaken."""
    FormKey.refuse_used(form_key, HostAction)
    step = held_step(step)
    if not takes_answers(step.review) or step.answer not in ACCEPTED:
        raise NotOpen(f"{step} isn't accepted.")
    last = step.actions.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    made = HostAction.objects.create(next_step=step, position=position, made_by=by, edited_by=by, **fields)
    if form_key:
        FormKey.spend(form_key, made)
    parts.keep(made, said or {})
    if is_told(step.review):
        record("added", made, by=by)
    return made


def _held(action) -> HostAction:
    """Return an action as it is now, its review locked and under way. Raises NotOpen, Overtaken."""
    review = Review.objects.hold(action.review_id)
    if not takes_answers(review):
        raise NotOpen(f"{review} is {review.status}.")
    found = HostAction.objects.filter(pk=action.pk).select_related("next_step__finding", "authority").first()
    if found is None:
        raise Overtaken("The action was taken out.")
    found.review = review
    return found


@transaction.atomic
def edit(action, *, by, version, said=None, **fields) -> HostAction:
    """Change an action that is under way. Raises NotOpen, Overtaken."""
    action = _held(action)
    if action.status != HostAction.Status.OPEN:
        raise NotOpen(f"{action} is {action.status}.")
    take_version(action, version=version, by=by, **fields)
    parts.keep(action, said or {})
    if is_told(action.review):
        record("edited", action, by=by)
    return action


@transaction.atomic
def say_done(action, *, by, version) -> HostAction:
    """Say that it is done; somebody else checks and closes it. Raises NotOpen, NotAMove, Overtaken."""
    action = _held_told(action)
    to = HostAction.Status.DONE
    action._move_to(to, by=by, version=version, verb="said to be done", **_at(said_done_by=by, because=""))
    return action


@transaction.atomic
def close(action, *, by, version, because) -> HostAction:
    """Close what is said to be done; `because` says how it was checked.

    Raises NotOpen, NotAMove, Overtaken, OwnAction.
    """
    action = _held_told(action)
    if action.status == HostAction.Status.DONE and why_not_close(by, action):
        raise OwnAction
    to = HostAction.Status.CLOSED
    action._move_to(to, by=by, version=version, verb="checked and closed", **_at(closed_by=by, because=because))
    _show(action)
    return action


def _show(action):
    """What is closed of a public next step is evidence of the region's priorities, which everybody reads."""
    if action.next_step.shown_to == ShownTo.PUBLIC:
        public_content_changed()


@transaction.atomic
def reopen(action, *, by, version, because) -> HostAction:
    """Open it again, for a reason. Raises NotOpen, NotAMove, Overtaken."""
    action = _held_told(action)
    fields = _at(said_done_by=None, closed_by=None, because=because)
    action._move_to(HostAction.Status.OPEN, by=by, version=version, verb="opened again", **fields)
    _show(action)
    return action


@transaction.atomic
def drop(action, *, by, version, because) -> HostAction | None:
    """Drop it for a reason; before anybody else reads it, it is taken out without one, and None is returned.

    Raises NotOpen, NotAMove, Overtaken.
    """
    action = _held(action)
    if not is_told(action.review):
        if action.version != version:
            raise Overtaken(f"Somebody else changed {action} first.")
        action.reports.all().delete()
        parts.forget(action)
        action.delete()
        return None
    to = HostAction.Status.DROPPED
    action._move_to(to, by=by, version=version, verb="dropped", **_at(because=because))
    return action


def _held_told(action):
    action = _held(action)
    if not is_told(action.review):
        raise NotAMove(f"{action.review} wasn't replied to.")
    return action


def _at(**fields):
    return {"status_at": timezone.now(), **fields}


@transaction.atomic
def agree(review, *, by, seal, without=False) -> Review:
    """Let the actions of a review go live. `seal` is that of the Agreement that was looked at; `without`: also with
    next steps that have no answer or no action. Raises NotOpen, ReplyChanged, NotWhole.
    """
    review = Review.objects.hold(review.pk)
    if not can_be_agreed(review):
        raise NotOpen(f"{review} is {review.status}.")
    agreement = agreement_of(review)
    if agreement.seal != seal:
        raise ReplyChanged
    if agreement.lacks and not without:
        raise NotWhole
    now = timezone.now()
    first = {} if is_told(review) else {"replied_at": now, "replied_by": by}
    reach(review, Stage.ACTIONS_LIVE, by=by, **first)
    plan_checks(review)
    said = f"{review.authority} agreed its actions: {agreement.said}."
    tell(review, told(review, [RUNNERS, LEAD], by=by), subject="actions are agreed", said=said, key="actions", by=by)
    return review
