"""What waits for whoever is asked to a team and for who builds it, and what the chase board shows of invitations."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.reviews.models import Member, Stage
from peerchallenge.reviews.tasks_people import close_members, invitations, invitations_owed, seats_to_fill
from portal.accounts.roles import Role
from tests import make
from tests.looking import fresh
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana):
    return shapes.review(ardenvale, by=dana, at=Stage.SCOPING, kind_of=shapes.kind())


def titles(offer, person):
    return [task.title for task in offer(fresh(person))]


def test_an_invitation_waits_for_whoever_is_asked_alone(review, charlie, alice, dana):
    member = shapes.member(review, charlie, by=dana, status="asked")
    told = [titles(invitations, person) for person in (charlie, alice, dana)]
    assert told == [["Will you review Ardenvale? Team review"], [], []]
    Member.objects.filter(pk=member.pk).update(status="withdrawn")
    assert titles(invitations, charlie) == []


def test_no_invitation_waits_for_somebody_who_came_close_to_the_host(review, charlie, ardenvale, dana):
    shapes.member(review, charlie, by=dana, status="asked")
    make.post(charlie, Role.CONTRIBUTOR, ardenvale)
    assert titles(invitations, charlie) == []


def test_who_was_posted_to_the_host_its_trust_or_its_kin_is_flagged_to_who_runs_it(
    review, ardenvale, lenchester, severnford, charlie, dana, erin, alice, django_assert_max_num_queries
):
    trust = make.trust("Arden Trust", ardenvale, lenchester)
    shapes.member(review, charlie, by=dana, lead=True)
    shapes.member(review, make.person("Wren"), by=dana, status="asked")
    assert titles(close_members, dana) == []
    yesterday = timezone.localdate() - timedelta(days=1)
    make.post(charlie, Role.CONTRIBUTOR, ardenvale, from_on=yesterday)
    (task,) = close_members(fresh(dana))
    said = "Charlie came close to Ardenvale, whom they are to review"
    assert (task.title, task.url) == (said, f"/peer-challenge/reviews/{review.public_id}/team/")
    for name, role, place in (("Tara", Role.TRUST_CHIEF_EXECUTIVE, trust), ("Kit", Role.CONTRIBUTOR, lenchester)):
        person = make.person(name)
        make.post(person, role, place)
        shapes.member(review, person, by=dana)
    dana = fresh(dana)
    dana.posts_now()
    with django_assert_max_num_queries(7):
        assert sorted(task.title.split()[0] for task in close_members(dana)) == ["Charlie", "Kit", "Tara"]
    assert [titles(close_members, person) for person in (erin, alice, charlie)] == [[], [], []]


def test_empty_seats_wait_for_who_runs_the_region(review, charlie, dana, erin):
    assert titles(seats_to_fill, dana) == [f"{review}: 2 seats to fill"]
    shapes.member(review, charlie, by=dana, status="asked")
    assert [titles(seats_to_fill, person) for person in (dana, erin)] == [[f"{review}: 1 seat to fill"], []]


@pytest.mark.parametrize("at", [Stage.REQUESTED, Stage.ON_SITE, Stage.POSTPONED])
def test_seats_wait_only_between_the_request_and_the_visit(ardenvale, dana, at):
    shapes.review(ardenvale, by=dana, at=at)
    assert titles(seats_to_fill, dana) == []


def test_an_invitation_that_nobody_answered_for_a_week_is_chased(mercia, review, charlie, dana):
    member = shapes.member(review, charlie, by=dana, status="asked")
    assert list(invitations_owed(mercia)) == []
    Member.objects.filter(pk=member.pk).update(asked_at=timezone.now() - timedelta(days=9))
    (row,) = invitations_owed(mercia)
    assert (row.person, row.office, row.state) == (charlie, "Asked to the team, Severnford", "Not answered")
