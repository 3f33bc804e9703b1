"""What waits for those who move a review on, and what the chase board shows of leads that are late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.reviews.models import Stage
from peerchallenge.reviews.tasks_running import facts_to_check, reviews_to_move_on, stages_owed
from portal.accounts.models import User
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(db):
    return shapes.kind()


def titles(offer, person):
    return [(task.title, task.button) for task in offer(User.objects.get(pk=person.pk))]


def due(review, stage, days):
    review.stages.filter(stage=stage).update(due_on=timezone.localdate() + timedelta(days=days))


def test_a_request_waits_for_who_runs_the_region_alone(kind, ardenvale, alice, charlie, dana, erin):
    shapes.review(ardenvale, by=alice)
    assert titles(reviews_to_move_on, dana) == [("Ardenvale: Team review: answer the request", "Start scoping")]
    assert [titles(reviews_to_move_on, person) for person in (alice, charlie, erin)] == [[], [], []]


def test_the_letter_waits_for_the_lead_and_without_one_for_who_runs_it(kind, ardenvale, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.ON_SITE)
    asked = ("Ardenvale: Team review: feedback", "Feedback is given")
    assert titles(reviews_to_move_on, dana) == [asked]
    shapes.member(review, charlie, by=dana, lead=True)
    assert (titles(reviews_to_move_on, dana), titles(reviews_to_move_on, charlie)) == ([], [asked])


def test_what_is_due_in_a_month_does_not_wait_yet(kind, ardenvale, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.SCOPING)
    due(review, Stage.TEAM_CONFIRMED, 30)
    assert titles(reviews_to_move_on, dana) == []
    due(review, Stage.TEAM_CONFIRMED, 14)
    assert [title for title, _ in titles(reviews_to_move_on, dana)] == ["Ardenvale: Team review: team confirmed"]


@pytest.mark.parametrize("at", [Stage.POSTPONED, Stage.WITHDRAWN, Stage.CLOSED])
def test_nothing_waits_of_what_is_over_or_put_off(kind, ardenvale, dana, at):
    shapes.review(ardenvale, by=dana, at=at)
    assert titles(reviews_to_move_on, dana) == []


def test_the_host_checks_the_facts_of_a_draft(kind, ardenvale, alice, bob, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.FACTUAL_CHECK)
    shapes.member(review, charlie, by=dana, lead=True)
    asked = ("Ardenvale: Team review: check the facts of the draft letter", "Check the facts")
    assert [titles(facts_to_check, person) for person in (alice, bob, charlie)] == [[asked], [], []]


def test_a_late_lead_is_chased_and_a_vacant_seat_named(mercia, kind, ardenvale, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT)
    assert list(stages_owed(mercia)) == []
    due(review, Stage.FACTUAL_CHECK, -1)
    assert [(row.person, row.office) for row in stages_owed(mercia)] == [(None, f"Lead of the team of {review}")]
    shapes.member(review, charlie, by=dana, lead=True)
    (row,) = stages_owed(mercia)
    assert (row.person, row.what) == (charlie, "Ardenvale: Team review: draft letter to the host")
    assert row.said.startswith("Late since ")
