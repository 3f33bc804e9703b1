"""Queueing mail: it is written in the transaction that calls for it, and sent by the background worker."""

from django.db import transaction
from django_tasks import task

from portal.accounts.models import OutgoingMail


@task()
def send_mail(mail_id: int) -> bool:
    """Send the message; False when it was sent before. Safe to run twice."""
    return OutgoingMail.objects.get(pk=mail_id).send()


def queue_mail(*, key: str, to: str, subject: str, body: str) -> bool:
    """Queue one message in plain text to one address, once for each `key`; return whether it is new."""
    with transaction.atomic():
        mail, is_new = OutgoingMail.objects.get_or_create(
            key=key, defaults={"to": to, "subject": subject[:300], "body": body}
        )
        if is_new:
            send_mail.enqueue(mail.pk)
    return is_new
