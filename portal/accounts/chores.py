"""What the worker does every so often about single messages; regions' mailings have their own chores."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.accounts.mail import send_mail
from portal.accounts.models import OutgoingMail
from portal.audit.chores import chore

LEFT_AFTER = timedelta(minutes=15)
KEPT_FOR = timedelta(days=90)


@chore("Take up mail that was left", every=timedelta(minutes=10))
def take_up_mail():
    """Queue again what should have been sent a quarter of an hour ago: after a restore, or a task that broke."""
    now = timezone.now()
    left = list(OutgoingMail.objects.waiting().filter(due_at__lt=now - LEFT_AFTER).values_list("pk", flat=True)[:1000])
    with transaction.atomic():
        OutgoingMail.objects.filter(pk__in=left).update(due_at=now)
        for pk in left:
            send_mail.enqueue(pk)
    return f"Took up {len(left)}."


@chore("Delete mail sent 90 days ago", every=timedelta(days=1))
def delete_old_mail():
    """Delete the rows of mail that was sent or given up 90 days ago."""
    before = timezone.now() - KEPT_FOR
    old = OutgoingMail.objects.filter(sent_at__lt=before) | OutgoingMail.objects.filter(failed_at__lt=before)
    return f"Deleted {old.delete()[0]}."
