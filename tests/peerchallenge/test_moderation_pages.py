"""Pages of moderation and sharing ask the same however much stands on them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import Reading
from portal.accounts.roles import Role
from tests import make
from tests.looking import queries_of
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db
MOST = 30


@pytest.fixture
def submission(assessment, alice):
    return made.submission(assessment, by=alice, statements=6)


@pytest.fixture
def moderator(submission, moss, dana):
    return made.at_work(submission, moss, by=dana)


def queries(browser, path):
    asked = queries_of(browser, path)
    assert asked <= MOST
    return asked


def test_comments_and_answers(submission, moderator, alice, dana, moss, signed_in):
    ids = made.statement_ids(submission)
    made.remark(moderator)
    path = reverse("remarks", args=[submission.public_id])
    few = [queries(signed_in(person), path) for person in (alice, dana, moss)]
    for pk in ids:
        made.remark(moderator, statement=pk, reply="agree", answered_by=alice, answered_at=timezone.now())
    assert [queries(signed_in(person), path) for person in (alice, dana, moss)] == few


def test_the_areas_and_one_area(submission, moderator, moss, signed_in):
    paths = [reverse("moderate", args=[moderator.public_id]),
             reverse("area_moderate", args=[made.area_remark(moderator).public_id]),
             reverse("remarks_send", args=[moderator.public_id])]  # fmt: skip
    few = [queries(signed_in(moss), path) for path in paths]
    for pk in made.statement_ids(submission):
        made.remark(moderator, statement=pk, sent=False)
    assert [queries(signed_in(moss), path) for path in paths] == few


def test_moderators_and_the_table(submission, moderator, cycle, severnford, mercia, dana, alice, signed_in):
    paths = [reverse("moderators", args=[submission.public_id]), reverse("moderation", args=[cycle.public_id])]
    few = [queries(signed_in(dana), path) for path in paths]
    other = shapes.submission(shapes.assessment(cycle, severnford), by=alice)
    for number in range(4):
        person = make.person(f"Person {number}")
        make.post(person, Role.MODERATOR, make.authority(f"Place {number}", mercia, f"P0{number}"))
        shapes.moderator(submission if number % 2 else other, person, by=dana)
    assert [queries(signed_in(dana), path) for path in paths] == few


def test_who_can_read_it_and_who_has(submission, assessment, alice, dana, ivy, moss, mercia, signed_in):
    shapes.release(assessment, "region", by=alice)
    names = ("release", "access_log", "access_log_csv")
    paths = [reverse(name, args=[assessment.public_id]) for name in names]
    day = timezone.localdate()
    Reading.objects.create(assessment=assessment, person=dana, part="Manager", what="Page")
    few = [queries(signed_in(alice), path) for path in paths]
    for number, person in enumerate((dana, ivy, moss), 1):
        Reading.objects.create(
            assessment=assessment, person=person, part="Reader", what="PDF", day=day - timedelta(days=number)
        )
        make.post(make.person(f"New {number}"), Role.OBSERVER, mercia)
    assert [queries(signed_in(alice), path) for path in paths] == few
