"""Sending a mailing, in short turns: a sign-in code never waits behind a thousand letters.

Who is about to be told is claimed first, in small lots; each is noted as soon as it is sent. A worker that is killed
between the two leaves one person, who is sent the same message again under the same Message-ID. Everybody else in the
lot was either noted or not sent.
"""

import time
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from portal.accounts.mail_server import Trouble, send
from portal.audit.models import Worker
from portal.following.letters import message
from portal.following.models import Mailing, Recipient

TURN = 5  # seconds
LOT = 25
AGAIN_AFTER = [timedelta(minutes=minutes) for minutes in (1, 4, 15, 60, 240)]  # for one person who was refused
LONGEST_WAIT = timedelta(minutes=15)  # for a server that can't be reached
BEHIND_OTHER_TASKS = -10


@task(takes_context=True, priority=BEHIND_OTHER_TASKS)
def send_mailing(context, mailing_id: int, turn: int) -> None:
    """Send for a few seconds, then queue the next turn. Safe to run twice: a turn that is over isn't taken again."""
    mailing = Mailing.objects.going_on().filter(turns=turn, pk=mailing_id).select_related("region").first()
    if mailing is None:
        return
    worker = context.task_result.worker_ids[-1] if context.task_result.worker_ids else ""
    again_at = send_some(mailing, worker)
    with transaction.atomic():
        over = {"turns": turn + 1, "due_at": again_at or timezone.now()}
        if again_at is None:
            over["ended_at"] = timezone.now()
        if Mailing.objects.filter(pk=mailing.pk, turns=turn).update(**over) and again_at:
            send_mailing.using(run_after=again_at).enqueue(mailing.pk, turn + 1)


def send_some(mailing: Mailing, worker: str, seconds: float = TURN) -> datetime | None:
    """Send for about `seconds` in the name of `worker`; return when to go on, None when everybody is settled."""
    until = time.monotonic() + seconds
    try:
        with _connection() as connection:
            while time.monotonic() < until and (lot := claim(mailing, worker)):
                for recipient in lot:
                    _tell(mailing, recipient, connection)
    except Trouble as trouble:
        return _wait(mailing, trouble)
    Mailing.objects.filter(pk=mailing.pk, troubles__gt=0).update(trouble="", troubles=0)
    waiting = mailing.recipients.filter(state=Recipient.State.WAITING)
    due_at = waiting.aggregate(due_at=Min("due_at"))["due_at"]
    return due_at and max(due_at, timezone.now())


def _connection():
    """Return an open connection to the mail server, for a `with`; raise Trouble when there is none to be had."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        says = f"The mail server can’t be reached ({type(error).__name__})."
        raise Trouble(says, is_away=True) from None
    return connection


def claim(mailing: Mailing, worker: str) -> list[Recipient]:
    """Claim the next lot of those who are due, and whom no other live worker has claimed; none once it is stopped."""
    others = Worker.objects.alive_names() - {worker}
    with transaction.atomic():
        if not Mailing.objects.going_on().filter(pk=mailing.pk).exists():
            return []
        free = mailing.recipients.due().exclude(claimed_by__in=others)
        lot = list(free.select_for_update(skip_locked=True)[:LOT])
        Recipient.objects.filter(pk__in=[one.pk for one in lot]).update(claimed_by=worker)
    return lot


def _tell(mailing, recipient, connection):
    """Send to one person unless they stopped following meanwhile, and note what came of it."""
    follower = recipient.follower
    if follower is None or not follower.is_following:
        recipient.settle(Recipient.State.LEFT_OUT)
        return
    try:
        send(message(mailing, recipient, connection))
    except Trouble as trouble:
        if trouble.is_away:
            raise
        _note_refusal(recipient, trouble)
    else:
        recipient.settle(Recipient.State.SENT)


def _note_refusal(recipient, trouble):
    if trouble.is_for_good or recipient.attempts >= len(AGAIN_AFTER):
        recipient.settle(Recipient.State.FAILED, error=str(trouble))
        return
    due_at = timezone.now() + AGAIN_AFTER[recipient.attempts]
    again = {"attempts": recipient.attempts + 1, "due_at": due_at, "error": str(trouble), "claimed_by": ""}
    Recipient.objects.filter(pk=recipient.pk, state=Recipient.State.WAITING).update(**again)


def _wait(mailing, trouble) -> datetime:
    """Note that the server can't be reached; return when to try again: later each time, 15 minutes at most."""
    troubles = mailing.troubles + 1
    Mailing.objects.filter(pk=mailing.pk).update(trouble=str(trouble), troubles=troubles)
    return timezone.now() + min(LONGEST_WAIT, timedelta(seconds=15 * 2 ** min(troubles, 8)))
