"""The team's notes are destroyed so many days after the final letter, and what was kept aside of them too."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peerchallenge.chores import destroy_notes
from peerchallenge.reviews.models import Member, Review, ReviewStage, Stage, TeamNote
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.drafting.models import KeptText
from tests import make
from tests.looking import fresh
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_workspace as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, charlie, moss, dana):
    review = made.visited(ardenvale, moss, lead=charlie, by=dana, at=Stage.FINAL_LETTER)
    made.note(review, "Secretword one.", by=moss, finding=shapes.finding(review, heard_from={"sessions": 2}))
    made.note(review, "Secretword two.", by=charlie, is_removed=True)
    return review


def until(review, days):
    Review.objects.filter(pk=review.pk).update(notes_until=timezone.localdate() + timedelta(days=days))


def test_they_stay_on_their_last_day_and_go_after_it(review):
    until(review, 0)
    destroy_notes()
    assert TeamNote.objects.count() == 2
    until(review, -1)
    assert destroy_notes() == "Of 1 reviews."
    assert TeamNote.objects.count() == 0
    assert fresh(review).notes_destroyed_at is not None
    assert review.findings.get().heard_from == {"sessions": 2}
    assert destroy_notes() == "Of 0 reviews."


def test_what_was_typed_and_kept_aside_goes_with_them(review, moss, dana):
    other = made.visited(review.authority, by=dana, title="Another")
    for one in (review, other):
        path = f"/peer-challenge/reviews/{one.public_id}/capture/"
        KeptText.objects.create(person=moss, path=path, fields=[["text", "Secretword three."]])
    until(review, -1)
    destroy_notes()
    assert [str(other.public_id) in kept.path for kept in KeptText.objects.all()] == [True]


def test_the_audit_trail_says_that_it_was_done_and_nothing_else(review):
    until(review, -1)
    destroy_notes()
    event = AuditEvent.objects.about(review).get(verb="destroyed the team’s notes of")
    assert (event.by, event.details) == (None, {})
    assert "Secretword" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    ("at", "reached", "is_gone"),
    [(Stage.DRAFT, None, False), (Stage.WITHDRAWN, None, True), (Stage.REPLY, Stage.REPLY, True)],
    ids=["not yet sent", "given up", "a kind without a letter"],
)
def test_without_a_final_letter_they_go_after_what_comes_instead(ardenvale, moss, dana, at, reached, is_gone):
    review = made.visited(ardenvale, moss, by=dana, at=at)
    made.note(review, by=moss)
    before = timezone.now() - timedelta(days=30)
    ReviewStage.objects.filter(review=review).update(reached_at=None, reached_by=None)
    ReviewStage.objects.filter(review=review, stage=reached).update(reached_at=before, reached_by=dana)
    Review.objects.filter(pk=review.pk).update(status_at=before)
    destroy_notes()
    assert TeamNote.objects.exists() is not is_gone


def test_how_many_days_is_a_setting(ardenvale, moss, dana, settings):
    settings.REVIEW_NOTES_DAYS = 60
    review = made.visited(ardenvale, moss, by=dana, at=Stage.WITHDRAWN)
    made.note(review, by=moss)
    Review.objects.filter(pk=review.pk).update(status_at=timezone.now() - timedelta(days=59))
    destroy_notes()
    assert TeamNote.objects.count() == 1


def test_the_team_alone_is_told_a_week_before_and_once(review, ardenvale, moss, charlie):
    until(review, 8)
    destroy_notes()
    assert OutgoingMail.objects.count() == 0
    until(review, 7)
    destroy_notes()
    destroy_notes()
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {moss.email, charlie.email}
    assert OutgoingMail.objects.count() == 2
    assert "Secretword" not in str(list(OutgoingMail.objects.values()))


def test_who_left_or_was_posted_to_the_host_is_not_told(review, ardenvale, moss, charlie):
    Member.objects.filter(person=moss).update(status="left")
    make.post(charlie, Role.CONTRIBUTOR, ardenvale)
    until(review, 7)
    destroy_notes()
    assert OutgoingMail.objects.count() == 0


def test_destroying_many_asks_as_much_as_destroying_few(review, moss, django_assert_num_queries):
    until(review, -1)
    with CaptureQueriesContext(connection) as few, transaction.atomic():
        destroy_notes()
        transaction.set_rollback(True)
    for place in range(5):
        made.note(review, f"Secretword {place}.", by=moss)
    with django_assert_num_queries(len(few)), transaction.atomic():
        destroy_notes()
        transaction.set_rollback(True)
