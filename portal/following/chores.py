"""What the worker does every so often about followers."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import OutgoingMail
from portal.audit.chores import chore
from portal.following.actions import mail_key
from portal.following.models import Follower, Mailing
from portal.following.sending import send_mailing

LEFT_AFTER = timedelta(minutes=10)


@chore("Delete followers who never confirmed", every=timedelta(days=1))
def delete_unconfirmed():
    """Delete addresses that asked to follow 14 days ago and never confirmed, with the mail that asked them."""
    return f"Deleted {forget(Follower.objects.never_confirmed())}."


@chore("Delete followers who ended 30 days ago", every=timedelta(days=1))
def delete_ended():
    return f"Deleted {forget(Follower.objects.ended_long_ago())}."


def forget(followers) -> int:
    """Delete the followers and the single messages to them; return how many."""
    pks = list(followers.values_list("pk", flat=True)[:5000])
    with transaction.atomic():
        for start in range(0, len(pks), 200):
            some = pks[start : start + 200]
            keys = Q()
            for pk in some:
                keys |= Q(key__startswith=mail_key(pk))
            OutgoingMail.objects.filter(keys).delete()
            # What was read may have changed: somebody who confirmed a moment ago stays.
            followers.filter(pk__in=some).delete()
    return len(pks)


@chore("Take up mailings that stand still", every=timedelta(minutes=10))
def take_up_mailings():
    """Queue again the turn of a mailing that was due ten minutes ago: after a restore, or a task that broke."""
    now = timezone.now()
    with transaction.atomic():
        left = list(Mailing.objects.going_on().filter(due_at__lt=now - LEFT_AFTER).select_for_update())
        for mailing in left:
            Mailing.objects.filter(pk=mailing.pk).update(due_at=now)
            send_mailing.enqueue(mailing.pk, mailing.turns)
    return f"Took up {len(left)}."
