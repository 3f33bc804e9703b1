"""Queueing mail: it is written in the transaction that calls for it, and sent by the background worker."""

from django.db import transaction
from django_tasks import task

from portal.accounts.models import OutgoingMail


@task()
def send_mail(mail_id: int) -> bool:
    """Send the message, or queue another attempt; False when it wasn't sent now. Safe to run twice."""
    mail = OutgoingMail.objects.waiting().filter(pk=mail_id).first()
    if mail is None:
        return False
    is_sent = mail.send()
    if mail.try_again_at:
        send_mail.using(run_after=mail.try_again_at).enqueue(mail.pk)
    return is_sent


def queue_mail(*, key: str, to: str, subject: str, body: str) -> bool:
    """Queue one message in plain text to one address, once for each `key`; return whether it is new."""
    with transaction.atomic():
        mail, is_new = OutgoingMail.objects.get_or_create(
            key=key, defaults={"to": to, "subject": subject[:300], "body": body}
        )
        if is_new:
            send_mail.enqueue(mail.pk)
    return is_new
