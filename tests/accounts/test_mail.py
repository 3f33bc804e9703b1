"""Single messages: tried again when they aren't taken, given up in words, deleted in time."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.chores import delete_old_mail, take_up_mail
from portal.accounts.mail import queue_mail, send_mail
from portal.accounts.models import OutgoingMail
from portal.accounts.models.mail import AGAIN_AFTER

pytestmark = pytest.mark.on_postgresql


class Server(BaseEmailBackend):
    """A mail server of a test, with what it raises next."""

    raises: Exception | None = None
    taken: list = []

    def send_messages(self, messages):
        if Server.raises:
            raise Server.raises
        Server.taken += [message.message() for message in messages]
        return len(messages)


@pytest.fixture
def server(settings, db):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.raises, Server.taken = None, []
    return Server


@pytest.fixture
def queued(server):
    queue_mail(key="code", to="alice@example.org", subject="Your code", body="123")
    return OutgoingMail.objects.get()


def send(mail):
    """Send as the worker does; return the mail as it is then."""
    send_mail.func(mail.pk)
    mail.refresh_from_db()
    return mail


def test_a_sent_message_is_sent_once_and_its_words_are_forgotten(server, queued):
    assert [send_mail.func(queued.pk), send_mail.func(queued.pk)] == [True, False]
    queued.refresh_from_db()
    assert (len(server.taken), queued.body, queued.attempts) == (1, "", 1)


@pytest.mark.parametrize(
    ("raises", "says"),
    [
        (ConnectionRefusedError(), "The mail server can’t be reached (ConnectionRefusedError)."),
        (smtplib.SMTPAuthenticationError(535, b"no"), "The mail server refused us (535)."),
        (
            smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"")}),
            "The mail server refused the address (451).",
        ),
    ],
)
def test_what_may_pass_is_tried_again(server, queued, raises, says):
    server.raises = raises
    mail = send(queued)
    assert (mail.error, mail.failed_at, mail.body) == (says, None, "123")
    again = DBTaskResult.objects.latest("enqueued_at")
    assert again.run_after == mail.due_at
    server.raises = None
    assert (send(mail).error, len(server.taken)) == ("", 1)


def test_the_same_message_is_known_again_by_its_id_and_date(server, queued):
    send(queued)
    OutgoingMail.objects.update(sent_at=None, body="123")  # as after a kill before it was noted
    send(queued)
    first, second = server.taken
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_a_refused_address_is_given_up_at_once_in_words_without_it(server, queued):
    server.raises = smtplib.SMTPRecipientsRefused({"alice@example.org": (550, b"no alice@example.org")})
    mail = send(queued)
    assert (mail.error, mail.body, mail.failed_at is None) == ("The mail server refused the address (550).", "", False)
    assert [task.traceback for task in DBTaskResult.objects.all()] == [""]


def test_after_nine_attempts_it_is_given_up(server, queued):
    server.raises = TimeoutError()
    for _ in range(len(AGAIN_AFTER)):
        assert send(queued).failed_at is None
    assert send(queued).failed_at is not None
    assert list(OutgoingMail.objects.failed()) == [queued]


def test_mail_that_was_left_is_taken_up_and_late_mail_is_not(server, queued):
    DBTaskResult.objects.all().delete()
    assert take_up_mail() == "Took up 0."
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(minutes=16))
    assert [take_up_mail(), take_up_mail()] == ["Took up 1.", "Took up 0."]
    assert DBTaskResult.objects.ready().count() == 1


def test_rows_go_after_90_days_and_what_waits_stays(server):
    for key in ("sent", "failed", "waits", "new"):
        queue_mail(key=key, to="alice@example.org", subject=key, body="x")
    then = timezone.now() - timedelta(days=91)
    OutgoingMail.objects.filter(key="sent").update(sent_at=then)
    OutgoingMail.objects.filter(key="failed").update(failed_at=then)
    OutgoingMail.objects.filter(key="waits").update(made_at=then)
    assert delete_old_mail() == "Deleted 2."
    assert sorted(OutgoingMail.objects.values_list("key", flat=True)) == ["new", "waits"]
