"""Who can read a self-assessment, in words and by name: exactly those whom the rules let in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peerchallenge.audiences import let_in_by, who_sees, who_writes
from peerchallenge.models import SelfAssessment, Submission
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(alice, bob, charlie, dana, erin, frank, greta, wren, moss, ivy, lead, severnford, lenchester):
    make.post(make.person("Tara"), Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", severnford, lenchester))
    return User.objects.all()


def allowed(records):
    people = User.objects.all()
    return {str(person) for person in people if records.visible_to(person).exists()}


def test_the_working_text_names_no_trust_where_none_delivers(assessment):
    assert who_writes(assessment).said == (
        "Only Ardenvale’s director, self-assessment lead, chief executive and Lead Member can see this, and each "
        "colleague the section they were given. Nobody outside Ardenvale can."
    )


def test_the_trust_that_delivers_is_named(assessment, ardenvale):
    make.trust("Mercia Trust", ardenvale)
    fresh = SelfAssessment.objects.get()
    assert "and the chief executive of Mercia Trust can see this" in who_writes(fresh).said


@pytest.mark.parametrize("shared_with", ["nobody", "triad", "directors", "region"])
def test_those_named_are_exactly_those_whom_the_rules_let_in(assessment, everybody, alice, dana, moss, shared_with):
    submission = shapes.submission(assessment, by=alice)
    shapes.moderator(submission, moss, by=dana)
    if shared_with != "nobody":
        shapes.release(assessment, shared_with, by=alice)
    named = who_sees(assessment, names=True)
    assert {str(person) for person in named.people} == allowed(Submission.objects)


@pytest.mark.parametrize("shared_with", ["triad", "directors", "region"])
def test_a_release_would_let_in_exactly_whom_it_lets_in_afterwards(assessment, everybody, alice, shared_with):
    shapes.submission(assessment, by=alice)
    before = allowed(Submission.objects)
    told = {str(reader.person) for reader in let_in_by(assessment, shared_with).readers}
    shapes.release(assessment, shared_with, by=alice)
    assert told == allowed(Submission.objects) - before


def test_the_sentence_says_how_far_it_is_released(assessment, alice, dana, moss):
    submission = shapes.submission(assessment, by=alice)
    assert who_sees(assessment).said.endswith("peer challenge associate. It is released to nobody else.")
    shapes.moderator(submission, moss, by=dana)
    shapes.release(assessment, "triad", by=alice)
    who = who_sees(assessment)
    assert (who.level, who.said) == (
        "Triad",
        "Ardenvale’s director, self-assessment lead, chief executive and Lead Member can read this, and so can "
        "Mercia’s programme managers and peer challenge associate and 1 moderator from elsewhere. It is released to "
        "the directors of Severnford, of the same triad, and the chief executives of their trusts.",
    )


def test_somebody_who_was_suspended_or_left_is_not_named(assessment, everybody, alice, dana, moss, ivy):
    shapes.moderator(shapes.submission(assessment, by=alice), moss, by=dana)
    moss.posts.update(from_on="2020-01-01", to_on="2020-02-01")
    User.objects.filter(pk=ivy.pk).update(is_active=False)
    assert {str(person) for person in who_sees(assessment, names=True).people} == {"Alice", "Lena", "Dana"}


def test_the_sentence_asks_as_much_of_a_big_region(assessment, everybody, alice, dana, moss, mercia):
    shapes.moderator(shapes.submission(assessment, by=alice), moss, by=dana)
    shapes.release(assessment, "region", by=alice)
    few = queries(assessment)
    for number in range(4):
        place = make.authority(f"Place {number}", mercia, f"P0{number}")
        make.post(make.person(f"Person {number}"), Role.DCS, place)
        make.post(make.person(f"Head {number}"), Role.TRUST_CHIEF_EXECUTIVE, make.trust(f"Trust {number}", place))
    assert queries(assessment) == few == (3, 5)


def queries(assessment):
    found = []
    for names in (False, True):
        fresh = SelfAssessment.objects.select_related("authority", "region").get(pk=assessment.pk)
        with CaptureQueriesContext(connection) as asked:
            who_sees(fresh, names=names)
        found.append(len(asked))
    return tuple(found)
