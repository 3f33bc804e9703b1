"""What waits for a host whose actions are followed up, and what it owes: agreeing them, doing, closing, progress."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.of_authority import WRITERS, at_own_authority, authorities_of
from peerchallenge.people import asked_at
from peerchallenge.permissions import OWNERS
from peerchallenge.reviews.acting import can_be_agreed, follows_up, why_not_close
from peerchallenge.reviews.models import HostAction, ProgressCheck, Review, Stage
from portal.home import tasks
from portal.home.tasks import Owed, Task, is_late
from portal.ui import dates
from portal.ui.permissions import may

ACTIONS, PROGRESS = "Actions", "Progress check"
SOON = timedelta(days=14)


def _soon():
    return timezone.localdate() + SOON


@tasks.offer
def actions_to_agree(user):
    """For a host's director, or who leads its trust: actions that wait to be agreed once the reply is sent."""
    if not authorities_of(user, OWNERS):
        return
    mine = Review.objects.visible_to(user).filter(at_own_authority(user, OWNERS), shared_at__isnull=False).under_way()
    for one in mine.select_related("authority", "region", "kind").prefetch_related("stages"):
        if can_be_agreed(one):
            row = next(row for row in one.stages.all() if row.stage == Stage.ACTIONS_LIVE)
            yield Task(
                f"{one}: agree the actions", "Agree the actions", reverse("next_steps", args=[one.public_id]), 30,
                ACTIONS, due_on=row.due_on, since=dates.local(one.status_at).date(),
            )  # fmt: skip


@tasks.offer
def actions_to_do(user):
    """For whoever was named as the owner of an action: what is due within a fortnight or late."""
    if not user.is_authenticated:
        return
    mine = HostAction.objects.visible_to(user).filter(owner_person=user, status=HostAction.Status.OPEN)
    for one in _of_reviews(mine.filter(due_on__lte=_soon(), review__replied_at__isnull=False)):
        if may(user, "reviews.say_done", one):
            url = reverse("host_action", args=[one.public_id])
            yield Task(
                f"{one.authority}: {one.what}", "Say how it stands", url, 5, ACTIONS, due_on=one.due_on,
                why="It follows from a review, and you own it.",
            )  # fmt: skip


@tasks.offer
def actions_to_close(user):
    """For whoever writes for a host: what somebody else says is done, and waits to be checked."""
    if not authorities_of(user, WRITERS):
        return
    mine = HostAction.objects.visible_to(user).filter(at_own_authority(user, WRITERS), status=HostAction.Status.DONE)
    for one in _of_reviews(mine):
        if may(user, "reviews.check_action", one) and not why_not_close(user, one):
            yield Task(
                f"Check and close: {one.what}", "Check it", reverse("host_action", args=[one.public_id]), 10, ACTIONS,
                since=dates.local(one.status_at).date(), who=str(one.said_done_by),
            )  # fmt: skip


def _of_reviews(actions):
    return actions.select_related("authority", "review", "said_done_by")


def _due(checks):
    """Progress checks that are due within a fortnight, or late, of reviews that are followed up; two queries."""
    found = checks.filter(sent_at=None, due_on__lte=_soon(), review__status__in=FOLLOWED)
    related = found.select_related("authority", "region", "review__kind", "review__authority", "review__region")
    return [one for one in related.prefetch_related("review__stages") if follows_up(one.review)]


FOLLOWED = (Stage.REPLY, Stage.ACTIONS_LIVE, Stage.PROGRESS_REVIEW)


@tasks.offer
def checks_to_send(user):
    """For whoever writes for a host: the progress checks that it sends within a fortnight."""
    if not authorities_of(user, WRITERS):
        return
    for one in _due(ProgressCheck.objects.visible_to(user).filter(at_own_authority(user, WRITERS))):
        yield Task(
            f"{one.review}: progress after {one.months} months", "Say what became of it",
            reverse("progress_check", args=[one.public_id]), 30, PROGRESS, due_on=one.due_on,
            why="What was done, and what difference it made.",
        )  # fmt: skip


@tasks.owed
def checks_owed(region):
    """Progress checks of a region's authorities that are late or due within a fortnight, by each who owes them."""
    due = _due(ProgressCheck.objects.filter(region=region))
    asked = asked_at({one.authority_id: one.authority for one in due}.values()) if due else {}
    for one in due:
        yield from _owed(one, asked[one.authority_id])


def _owed(check, asked):
    what = f"{check.review}: progress after {check.months} months"
    facts = {"kind": PROGRESS, "state": "Late" if is_late(check.due_on) else "Not yet sent", "due_on": check.due_on,
             "seen_at": reverse("next_steps", args=[check.review.public_id])}  # fmt: skip
    url = reverse("progress_check", args=[check.public_id])
    for person, office in asked.people.items():
        yield Owed(what, url, person=person, office=office, **facts)
    if not asked.people:
        yield Owed(what, url, office=asked.vacant[0], **facts)
