"""Who reads a review, its findings and its team's notes, before any page stands between."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.reviews.actions import moving
from peerchallenge.reviews.models import Finding, Review, ShownTo, Stage, TeamNote
from peerchallenge.reviews.stages import used
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import NotAMove, Overtaken
from tests import make
from tests.peerchallenge.reviews import shapes

EVERYBODY = ("alice", "bob", "charlie", "dana", "erin", "frank", "greta", "wren")


@pytest.fixture
def kind(db):
    return shapes.kind()


@pytest.fixture
def review(kind, ardenvale, dana):
    return shapes.review(ardenvale, by=dana, at=Stage.ON_SITE)


def readers(request, rows):
    """Who of the cast reads one of `rows`, as they are after signing in anew."""
    people = {name: request.getfixturevalue(name) for name in EVERYBODY}
    fresh = {name: User.objects.get(pk=person.pk) for name, person in people.items()}
    return {name for name, person in fresh.items() if rows.visible_to(person).exists()}


def test_a_review_is_known_to_its_host_its_team_and_those_who_run_it(request, review, charlie, dana):
    assert readers(request, Review.objects.all()) == {"alice", "dana"}
    shapes.member(review, charlie, by=dana)
    assert readers(request, Review.objects.all()) == {"alice", "dana", "charlie"}


def test_notes_are_the_teams_alone(request, review, charlie, dana):
    shapes.member(review, charlie, by=dana)
    TeamNote.objects.create(review=review, text="Heard twice.", made_by=charlie)
    assert readers(request, TeamNote.objects.all()) == {"charlie"}


@pytest.mark.parametrize(
    ("shown_to", "known"),
    [
        (ShownTo.TEAM, {"charlie", "dana"}),
        (ShownTo.AUTHORITY, {"alice", "charlie", "dana"}),
        (ShownTo.DIRECTORS, {"alice", "charlie", "dana", "greta", "wren"}),
        (ShownTo.REGION, {"alice", "bob", "charlie", "dana", "greta", "wren"}),
    ],
)
def test_a_finding_is_read_as_far_as_it_is_shown(request, ardenvale, kind, charlie, dana, shown_to, known):
    review = shapes.review(ardenvale, by=dana, at=Stage.FACTUAL_CHECK)
    shapes.member(review, charlie, by=dana)
    shapes.finding(review, shown_to=shown_to)
    assert readers(request, Finding.objects.all()) == known


def test_the_host_reads_no_finding_before_the_draft_is_sent(request, review):
    shapes.finding(review, shown_to=ShownTo.AUTHORITY)
    assert readers(request, Finding.objects.all()) == {"dana"}


@pytest.mark.parametrize(
    "fields", [{"to_on": timezone.localdate() - timedelta(days=1), "from_on": timezone.localdate() - timedelta(days=9)},
               {"from_on": timezone.localdate() + timedelta(days=1)}, {"status": "left"}, {"status": "asked"}]
)  # fmt: skip
def test_outside_the_dates_of_their_seat_a_member_reads_nothing(request, review, charlie, dana, fields):
    shapes.member(review, charlie, by=dana, **fields)
    shapes.finding(review)
    assert readers(request, Finding.objects.all()) == {"dana"}


def test_whoever_was_posted_to_the_host_reads_no_more_as_a_member(request, review, charlie, dana, ardenvale):
    shapes.member(review, charlie, by=dana)
    TeamNote.objects.create(review=review, text="Heard twice.", made_by=charlie)
    make.post(charlie, Role.CONTRIBUTOR, ardenvale)
    assert readers(request, TeamNote.objects.all()) == set()


def test_a_review_goes_through_the_stages_of_its_kind(ardenvale, dana):
    kind = shapes.kind(name="Short", without=(Stage.SCOPING, Stage.DRAFT, Stage.FACTUAL_CHECK))
    review = moving.start(kind, ardenvale, by=dana)
    assert used(review)[:3] == [Stage.REQUESTED, Stage.TEAM_CONFIRMED, Stage.EVIDENCE_OPEN]
    with pytest.raises(NotAMove):
        moving.move_on(review, Stage.SCOPING, by=dana, version=review.version)
    moved = moving.move_on(review, Stage.TEAM_CONFIRMED, by=dana, version=review.version)
    with pytest.raises(Overtaken):
        moving.move_on(review, Stage.TEAM_CONFIRMED, by=dana, version=review.version)
    assert (moved.status, review.seats.count()) == (Stage.TEAM_CONFIRMED, 2)
