"""Letters that wait to be sent, each once: a request never talks to a mail server."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.accounts.mail_server import Trouble, same_each_time, send
from portal.audit.personal import AtErasure, Personal

# How long after each attempt that failed the next one is due; after the last there is none.
AGAIN_AFTER = [timedelta(minutes=minutes) for minutes in (0.5, 1, 2, 4, 8, 30, 120, 480)]

SENT = Personal(
    what="To whom we sent an e-mail, and when. Its words are deleted as soon as it is sent",
    why="To see what did not arrive",
    kept="90 days",
    at_erasure=AtErasure.DELETED,
    ended_by="Delete mail sent 90 days ago",
)


class OutgoingMailQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody reads other people's mail: not even site administrators."""
        return self.none()

    def waiting(self):
        """Those that are still to be sent."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def failed(self):
        """Those that nobody tries to send any more."""
        return self.filter(failed_at__isnull=False)


class OutgoingMail(models.Model):
    """One message to one recipient. Its key says what it is about: the same message is never queued twice.

    The words are forgotten once it is sent or given up, because they may hold a code. Rows go 90 days after that.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, help_text="When it is to be tried next.")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, help_text="Why the last attempt failed; no address.")
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    PERSONAL = {
        "to": SENT,
        "subject": SENT.beside("to", AtErasure.DELETED),
        # The words may hold a code, and the key an address.
        "body": SENT.beside("to", AtErasure.DELETED, shown=False),
        "key": SENT.beside("to", AtErasure.DELETED, shown=False),
    }

    objects = OutgoingMailQuerySet.as_manager()
    try_again_at = None  # set by `send` when it failed and another attempt is worth making

    class Meta:
        ordering = ["-made_at"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="mail_that_waits",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
            )
        ]

    def __str__(self):
        return self.subject

    def send(self) -> bool:
        """Send it unless it is sent or given up, and return whether it was; `try_again_at` says when to try again.

        One of several workers that hold it tries. Should one be killed between sending and noting it, it is sent again
        under the same Message-ID (see `same_each_time`).
        """
        mine = OutgoingMail.objects.waiting().filter(pk=self.pk, attempts=self.attempts)
        if not mine.update(attempts=self.attempts + 1):
            return False
        self.attempts += 1
        headers = same_each_time(str(self.pk), self.made_at)
        try:
            send(EmailMessage(self.subject, self.body, to=[self.to], headers=headers))
        except Trouble as trouble:
            self._note_trouble(trouble)
            return False
        self.sent_at, self.body, self.error = timezone.now(), "", ""
        self.save(update_fields=["sent_at", "body", "error"])
        return True

    def _note_trouble(self, trouble):
        self.error = str(trouble)
        if trouble.is_for_good or self.attempts > len(AGAIN_AFTER):
            self.failed_at, self.body = timezone.now(), ""
        else:
            self.due_at = self.try_again_at = timezone.now() + AGAIN_AFTER[self.attempts - 1]
        self.save(update_fields=["error", "failed_at", "body", "due_at"])
