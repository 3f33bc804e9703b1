"""A release is of one version, to the people who were named: no later version, no other triad."""

import pytest
from django.urls import reverse

from peerchallenge.actions.running import HasBegun, TriadReleased, choose_authorities
from peerchallenge.actions.sharing import release, seal_of, take_back
from peerchallenge.audiences import let_in_by, who_sees
from peerchallenge.models import Cycle, Extension, Release, SelfAssessment, Submission
from portal.accounts.models import User
from portal.audit.models import Overtaken
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(assessment, alice):
    Cycle.objects.update(shared_with="triad")
    assessment.cycle.refresh_from_db()
    made = shapes.submission(assessment, by=alice)
    shapes.release(assessment, "triad", by=alice)
    return made


@pytest.fixture
def second(first, assessment, alice):
    return shapes.submission(assessment, by=alice, number=2)


def read_by(person):
    found = Submission.objects.visible_to(User.objects.get(pk=person.pk))
    return sorted(found.values_list("number", flat=True))


def seal(submission):
    return seal_of(let_in_by(submission.assessment, "triad"), submission)


def test_the_next_version_is_read_by_nobody_whom_the_first_was_released_to(first, second, charlie, assessment):
    assert read_by(charlie) == [1]
    fresh = SelfAssessment.objects.get()
    assert [who_sees(fresh, submission=one).level for one in (first, second)] == ["Triad", "Review team"]
    assert who_sees(fresh).level == "Review team"


def test_an_earlier_version_is_not_released_by_releasing_a_later_one(assessment, alice, charlie):
    shapes.submission(assessment, by=alice)
    later = shapes.submission(assessment, by=alice, number=2)
    shapes.release(assessment, "triad", by=alice)
    assert read_by(charlie) == [later.number]


def test_a_self_assessment_that_is_open_again_would_be_released_to_nobody(first, dana):
    first.assessment.reopen(by=dana, reference=first.reference)
    assert who_sees(SelfAssessment.objects.get()).said.endswith("It is released to nobody else.")


def test_releasing_names_the_version_and_refuses_another(first, second, alice, charlie, signed_in):
    assessment = second.assessment
    with pytest.raises(Overtaken):
        release(assessment, by=alice, shared_with="triad", seal=seal(first))
    browser, url = signed_in(alice), reverse("release", args=[assessment.public_id])
    page = browser.get(url).content.decode()
    assert "Version 2 is not released by that." in page and "They read version 2 and its evidence" in page
    browser.post(url, {"shared_with": "triad", "seal": seal(second)})
    assert (read_by(charlie), Release.objects.in_force().count()) == ([1, 2], 2)
    take_back(assessment, by=alice)
    assert read_by(charlie) == []


def triads(*pairs):
    return dict(pairs)


def test_nobody_is_added_to_a_triad_that_something_is_released_to(
    first, cycle, ardenvale, severnford, lenchester, dana, wren, signed_in
):
    wider = triads((ardenvale, 1), (severnford, 1), (lenchester, 1))
    with pytest.raises(TriadReleased, match="Ardenvale"):
        choose_authorities(cycle, wider, by=dana, version=cycle.version)
    other = triads((ardenvale, 2), (severnford, 1), (lenchester, 2))
    with pytest.raises(TriadReleased):
        choose_authorities(cycle, other, by=dana, version=cycle.version)
    form = {"version": cycle.version, "in-M01": "on", "in-M02": "on", "in-M03": "on", "triad-M01": 1, "triad-M02": 1,
            "triad-M03": 1}  # fmt: skip
    answer = signed_in(dana).post(f"{cycle.get_absolute_url()}authorities/", form)
    assert (answer.status_code, read_by(wren)) == (200, [])
    assert "Ardenvale released its self-assessment to its triad" in answer.content.decode()


def test_others_are_moved_and_a_triad_shrinks_all_the_same(first, cycle, ardenvale, severnford, lenchester, dana):
    smaller = triads((ardenvale, 1), (severnford, 2), (lenchester, 2))
    choose_authorities(cycle, smaller, by=dana, version=cycle.version)
    assert {one.authority: one.triad for one in cycle.participations.all()} == smaller


def test_a_triad_grows_once_the_release_was_taken_back(first, cycle, ardenvale, severnford, lenchester, dana, alice):
    take_back(first.assessment, by=alice)
    wider = triads((ardenvale, 1), (severnford, 1), (lenchester, 1))
    choose_authorities(cycle, wider, by=dana, version=cycle.version)
    assert {one.triad for one in cycle.participations.all()} == {1}


def test_who_was_given_more_time_stays_in_the_cycle(cycle, ardenvale, severnford, lenchester, dana, signed_in):
    taking_part = cycle.participations.get(authority=lenchester)
    Extension.objects.create(
        step=cycle.steps.first(), participation=taking_part, due_on="2027-01-01", reason="Late.", given_by=dana
    )
    with pytest.raises(HasBegun, match="Lenchester"):
        choose_authorities(cycle, triads((ardenvale, 1), (severnford, 1)), by=dana, version=cycle.version)
    form = {"version": cycle.version, "in-M01": "on", "in-M02": "on", "triad-M01": 1, "triad-M02": 1}
    answer = signed_in(dana).post(f"{cycle.get_absolute_url()}authorities/", form)
    assert (answer.status_code, cycle.participations.count()) == (302, 3)
