"""Telling everybody who follows a region: once, in turns, behind what is more urgent."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.mail import queue_mail
from portal.audit.models import AuditEvent, Worker
from portal.following.actions import how_many_follow, start_mailing
from portal.following.keys import end_link
from portal.following.letters import preview
from portal.following.models import Follower, Mailing, Recipient, Tally
from portal.following.sending import LOT, claim, send_some
from tests.following.make import follower, followers

pytestmark = pytest.mark.on_postgresql


@pytest.fixture
def start(mercia, dana, letter):
    return lambda about=mercia: start_mailing(about=about, region=mercia, letter=letter, by=dana)


def test_who_follows_is_told_once_and_nobody_else(mercia, wessex, start, run_tasks):
    follower(mercia, "one@example.org")
    follower(mercia, "two@example.org")
    follower(wessex, "elsewhere@example.org")
    follower(mercia, "unconfirmed@example.org", confirmed=False)
    follower(mercia, "ended@example.org").end(Follower.How.PAGE)
    assert how_many_follow(mercia) == 2
    mailing = start()
    run_tasks()
    assert sorted(message.to for message in mail.outbox) == [["one@example.org"], ["two@example.org"]]
    assert mailing.tally() == Tally(total=2, sent=2, waiting=0, failed=0, left_out=0)
    mailing.refresh_from_db()
    assert mailing.ended_at is not None


def test_a_record_is_told_of_once(mercia, ardenvale, start, run_tasks):
    follower(mercia)
    assert start() == start()
    assert start() != start(ardenvale)
    run_tasks()
    assert len(mail.outbox) == 2
    begun = AuditEvent.objects.filter(verb="began to tell followers of")
    assert [event.details["people"] for event in begun] == [1, 1]


def test_it_begins_with_the_transaction_that_calls_for_it(mercia, start):
    from django.db import transaction

    follower(mercia)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        start()
        raise ZeroDivisionError
    assert (Mailing.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_the_message_is_text_beside_html_with_ways_to_end(mercia, start, run_tasks):
    made = follower(mercia)
    mailing = start()
    run_tasks()
    (sent,) = mail.outbox
    message, recipient = sent.message(), mailing.recipients.get()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert message["List-Unsubscribe"] == f"<{end_link(made)}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    made_at = f"{mailing.made_at.timestamp():.0f}"
    assert message["Message-ID"] == f"<mailing-{mailing.pk}-{recipient.pk}.{made_at}@127.0.0.1>"
    assert sent.body.split("\n--\n")[0] == (
        "Mercia update, November 2015\nhttp://127.0.0.1:8000/mercia/updates/2015-11/\n\n"
        "In short\n\nMore social workers stayed.\nFewer agency staff\n\nIn this update\n\n"
        "- Workforce\n  http://127.0.0.1:8000/mercia/updates/2015-11/#workforce\n"
    )
    assert f"Stop these e-mails: {end_link(made)}" in sent.body
    html = sent.alternatives[0][0]
    assert ("<ul><li>Fewer agency staff</li></ul>" in html, "&lt;" in html) == (True, False)


def test_the_preview_says_what_they_will_get_without_anybodys_key(mercia, letter):
    follower(mercia)
    shown = preview(letter, mercia)
    assert shown.subject == "Mercia: update for November 2015"
    assert "More social workers stayed." in shown.text
    assert "key=" not in shown.text


def test_who_stops_before_their_turn_is_left_out(mercia, start, run_tasks):
    made = follower(mercia)
    mailing = start()
    made.end(Follower.How.PAGE)
    run_tasks()
    assert mail.outbox == []
    assert mailing.tally() == Tally(total=1, sent=0, waiting=0, failed=0, left_out=1)


def test_a_mailing_that_is_stopped_tells_nobody_else(mercia, dana, start, run_tasks):
    follower(mercia)
    mailing = start()
    assert (mailing.stop(by=dana), mailing.stop(by=dana)) == (True, False)
    run_tasks()
    assert (mail.outbox, mailing.tally().waiting) == ([], 1)


def test_a_code_to_sign_in_goes_before_a_thousand_letters(mercia, start, due_tasks):
    follower(mercia)
    start()
    queue_mail(key="code", to="alice@example.org", subject="Your code", body="123")
    assert [task.task_path for task in due_tasks()] == [
        "portal.accounts.mail.send_mail",
        "portal.following.sending.send_mailing",
    ]


def test_a_turn_is_short_and_the_next_goes_on(mercia, start):
    followers(mercia, 2 * LOT + 1)
    mailing = start()
    assert send_some(mailing, "test", seconds=0) is not None
    assert mail.outbox == []
    assert send_some(mailing, "test") is None
    assert len(mail.outbox) == 2 * LOT + 1


def test_a_turn_that_is_over_is_not_taken_again(mercia, start, run_tasks):
    follower(mercia)
    start()
    (task,) = DBTaskResult.objects.all()
    run_tasks()
    DBTaskResult.objects.filter(pk=task.pk).update(status="READY")
    run_tasks()
    assert len(mail.outbox) == 1


def test_what_a_live_worker_claimed_is_its_own_and_what_a_dead_one_claimed_anybodys(mercia, start):
    followers(mercia, LOT + 5)
    mailing, alive = start(), Worker.begin()
    assert len(claim(mailing, alive.name)) == LOT
    assert len(claim(mailing, "other")) == 5
    assert len(claim(mailing, "third")) == 5  # "other" never was
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert len(claim(mailing, "fourth")) == LOT


class Server(BaseEmailBackend):
    """A mail server of a test: refuses as it is told to."""

    refuses: dict = {}
    is_away = False
    taken: list = []

    def open(self):
        if Server.is_away:
            raise ConnectionRefusedError(111, "refused")

    def send_messages(self, messages):
        for message in messages:
            if code := Server.refuses.get(message.to[0]):
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (code, b"no")})
            Server.taken.append(message.to[0])
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.refuses, Server.is_away, Server.taken = {}, False, []
    return Server


def test_one_refused_address_holds_up_nobody_and_is_named_nowhere(mercia, start, server, run_tasks):
    for name in ("a", "b", "c"):
        follower(mercia, f"{name}@example.org")
    server.refuses = {"b@example.org": 550}
    mailing = start()
    run_tasks()
    assert server.taken == ["a@example.org", "c@example.org"]
    assert mailing.tally() == Tally(total=3, sent=2, waiting=0, failed=1, left_out=0)
    assert mailing.errors() == [("The mail server refused the address (550).", 1)]


def test_an_address_that_is_busy_is_tried_again_later(mercia, start, server, run_tasks, due_tasks):
    follower(mercia)
    server.refuses = {"reader@example.org": 451}
    mailing = start()
    run_tasks()
    assert (mailing.tally().waiting, due_tasks()) == (1, [])
    server.refuses = {}
    Recipient.objects.update(due_at=timezone.now())
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    run_tasks()
    assert server.taken == ["reader@example.org"]


def test_a_server_that_is_away_stops_the_turn_and_says_so(mercia, start, server, run_tasks, due_tasks):
    follower(mercia)
    server.is_away = True
    mailing = start()
    run_tasks()
    mailing.refresh_from_db()
    assert mailing.trouble == "The mail server can’t be reached (ConnectionRefusedError)."
    assert (mailing.tally().waiting, mailing.troubles, due_tasks()) == (1, 1, [])
    server.is_away = False
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    run_tasks()
    mailing.refresh_from_db()
    assert (server.taken, mailing.trouble, mailing.troubles) == (["reader@example.org"], "", 0)
