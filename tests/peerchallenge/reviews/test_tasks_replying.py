"""The host's reply in Your work and on the chase board."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peerchallenge.reviews.models import Review, Stage
from peerchallenge.reviews.tasks_replying import replies_owed, replies_to_write
from portal.accounts.models import User
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana):
    review = made.issued(ardenvale, by=dana)
    review.stages.filter(stage=Stage.REPLY).update(due_on=date(2999, 1, 2))
    return review


def waiting(person):
    return [(task.title, task.button, task.due_on) for task in replies_to_write(User.objects.get(pk=person.pk))]


def test_the_director_is_asked_for_the_findings_that_have_no_reply(review, alice, lead, charlie, dana):
    made.reply(review.findings.first(), by=alice)
    asked = [("Ardenvale: Team review: reply to 2 of 3 headline findings", "Read and reply", date(2999, 1, 2))]
    assert (waiting(alice), waiting(lead), waiting(charlie), waiting(dana)) == (asked, asked, [], [])


def test_once_all_are_replied_the_director_is_asked_to_send_it(review, alice, lead):
    for one in review.findings.all():
        made.reply(one, by=alice)
    assert (waiting(alice), waiting(lead)) == (
        [("Ardenvale: Team review: send the reply", "Check and send", date(2999, 1, 2))], []
    )  # fmt: skip


@pytest.mark.parametrize("at", [Stage.DRAFT, Stage.FACTUAL_CHECK, Stage.REPLY, Stage.WITHDRAWN])
def test_nothing_waits_before_the_letter_is_final_or_after_the_reply(ardenvale, alice, dana, at):
    shapes.finding(shapes.review(ardenvale, by=dana, at=at, kind_of=shapes.kind()))
    assert waiting(alice) == []


def test_a_late_reply_stands_on_the_chase_board_without_how_far_it_is(review, mercia, alice, dana):
    yesterday = timezone.localdate() - timedelta(days=1)
    assert list(replies_owed(mercia)) == []
    review.stages.filter(stage=Stage.REPLY).update(due_on=yesterday)
    made.reply(review.findings.first(), by=alice)
    assert [(one.what, one.person, one.due_on) for one in replies_owed(mercia)] == [
        ("Ardenvale: Team review: reply to the findings", alice, yesterday)
    ]


def test_both_ask_as_much_for_three_reviews_as_for_one(review, ardenvale, mercia, alice, dana):
    def asked():
        person = User.objects.get(pk=alice.pk)
        with CaptureQueriesContext(connection) as queries:
            rows = [len(list(replies_to_write(person))), len(list(replies_owed(mercia)))]
        return len(queries), rows

    review.stages.filter(stage=Stage.REPLY).update(due_on=date(2026, 1, 2))
    few, _ = asked()
    for _ in range(2):
        more = shapes.review(ardenvale, by=dana, at=Stage.FINAL_LETTER)
        shapes.finding(more)
        more.stages.filter(stage=Stage.REPLY).update(due_on=date(2026, 1, 2))
    assert asked() == (few, [3, 3])
    assert Review.objects.count() == 3
