"""What follows from findings, as rules: who answers a next step, what may become of an action and why not, when which
progress check is asked for."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from peerchallenge.reviews.models import HostAction, NextStep, Stage
from peerchallenge.reviews.replying import is_final
from peerchallenge.reviews.stages import is_used, months_after, next_stage
from portal.ui import dates
from portal.ui.permissions import may

CHECKS = (3, 6, 10)  # months after the final letter
OPENS_BEFORE = timedelta(days=30)  # a progress check can be sent so long before its day
ACCEPTED = frozenset({NextStep.Answer.ACCEPTED, NextStep.Answer.PARTLY})


def takes_answers(review) -> bool:
    """Return whether its host can answer next steps, add its own and write actions."""
    return review.is_shared and is_final(review) and not review.is_over


def can_be_answered(step) -> bool:
    """Return whether the answer to a next step can be given or changed: once the reply was sent, it stands."""
    waits = step.answer == NextStep.Answer.WAITING
    return takes_answers(step.review) and not step.is_own and (waits or step.review.replied_at is None)


def can_be_agreed(review) -> bool:
    """Return whether the host agreeing its actions is what comes next."""
    return takes_answers(review) and next_stage(review) == Stage.ACTIONS_LIVE


def is_told(review) -> bool:
    """Return whether others than its host read the answers and actions."""
    return review.replied_at is not None


def progress(actions) -> str:
    """Return how far actions are: "3 of 7 actions closed"; dropped ones don't count. "" where there is none."""
    counted = [one for one in actions if one.status != HostAction.Status.DROPPED]
    closed = sum(one.status == HostAction.Status.CLOSED for one in counted)
    said = f"{closed} of {len(counted)} action{'' if len(counted) == 1 else 's'} closed"
    done = sum(one.status == HostAction.Status.DONE for one in counted)
    return (f"{said}, {done} said to be done" if done else said) if counted else ""


def is_late(action) -> bool:
    return action.status == HostAction.Status.OPEN and action.due_on < timezone.localdate()


class Verb(NamedTuple):
    """What can be done with an action: `name` (of its address), its button, and why not; "" when it can be done."""

    name: str
    button: str
    why_not: str = ""


def verbs(user, action) -> list[Verb]:
    """Return what `user`, who reads an action, can do with it, and in words what they can't that comes next."""
    review, status = action.review, action.status
    writes = may(user, "reviews.write_actions", review)
    edit = [Verb("host_action_edit", "Edit this action")] if writes and status == HostAction.Status.OPEN else []
    if not is_told(review):
        return [*edit, Verb("host_action_drop", "Take it out")] if edit else []
    says_done = status == HostAction.Status.OPEN and may(user, "reviews.say_done", action)
    found = [*([Verb("host_action_done", "Say it is done")] if says_done else []), *edit]
    if status == HostAction.Status.DONE and may(user, "reviews.check_action", action):
        found.append(Verb("host_action_close", "Check and close it", why_not_close(user, action)))
    if status in (HostAction.Status.OPEN, HostAction.Status.DONE) and writes:
        found.append(Verb("host_action_drop", "Drop it"))
    if status != HostAction.Status.OPEN and writes:
        found.append(
            Verb("host_action_reopen", "Not done yet" if status == HostAction.Status.DONE else "Open it again")
        )
    return found


def why_not_close(user, action) -> str:
    """Return why `user` can't be the one who closes an action that is said to be done; "" when they can."""
    others = (
        f"somebody else who writes for {action.authority}, the team’s lead, or who runs the region’s peer challenge"
    )
    if action.owner_person_id == user.pk:
        return f"You own this action, so you can’t close it: {others} can."
    if action.said_done_by_id == user.pk:
        return f"You said that it is done, so you can’t close it: {others} can."
    return ""


def days_of_checks(review, today=None) -> dict[int, object]:
    """Return {months: day} of the progress checks that a review is to have; none where its kind follows nothing up.

    They count from the final letter, or from `today` where there was none or it is so old that all days are past; a day
    that is past isn't asked for.
    """
    if not (is_used(review, Stage.PROGRESS_REVIEW) or is_used(review, Stage.ACTIONS_LIVE)):
        return {}
    today = today or timezone.localdate()
    letter = next((row.reached_at for row in review.stages.all() if row.stage == Stage.FINAL_LETTER), None)
    begins = dates.local(letter).date() if letter else today
    if months_after(begins, CHECKS[-1]) <= today:
        begins = today
    days = {months: months_after(begins, months) for months in CHECKS}
    return {months: day for months, day in days.items() if day > today}


def opens_on(check):
    """Return from which day on a progress check can be sent."""
    return check.due_on - OPENS_BEFORE


def is_asked(check) -> bool:
    """Return whether a progress check can be sent now: not before its actions are agreed, nor long before its day."""
    return check.sent_at is None and follows_up(check.review) and opens_on(check) <= timezone.localdate()


def follows_up(review) -> bool:
    """Return whether the host's actions are agreed and followed up now."""
    if review.status in (Stage.ACTIONS_LIVE, Stage.PROGRESS_REVIEW):
        return True
    return is_told(review) and next_stage(review) == Stage.PROGRESS_REVIEW
