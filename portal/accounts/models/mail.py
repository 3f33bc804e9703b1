"""Letters that wait to be sent, each once: a request never talks to a mail server."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.utils import timezone


class OutgoingMailQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody reads other people's mail: not even site administrators."""
        return self.none()


class OutgoingMail(models.Model):
    """One message to one recipient. Its key says what it is about: the same message is never queued twice.

    The words are forgotten once it is sent, because they may hold a code.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return self.subject

    def send(self):
        """Send it unless it was sent already; return whether it was. Raises what the mail server raises.

        Its Message-ID follows from the key: should a worker be killed between sending and noting it, the
        recipient's mail program sees the same message twice and not two messages.
        """
        if self.sent_at:
            return False
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
        message_id = f"<{self.pk}.{self.made_at.timestamp():.0f}@{host}>"
        EmailMessage(self.subject, self.body, to=[self.to], headers={"Message-ID": message_id}).send()
        self.sent_at, self.body = timezone.now(), ""
        self.save(update_fields=["sent_at", "body"])
        return True
