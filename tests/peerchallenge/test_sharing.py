"""Sharing by consent: exactly those who were named, until it is taken back; and a concern without a word of it."""

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from peerchallenge.actions.sharing import raise_concern, release, seal_of, take_back
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import let_in_by
from peerchallenge.models import Concern, Cycle, Reading, Release, Submission
from peerchallenge.reading import note_reading
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from tests import make
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(assessment, alice):
    Cycle.objects.update(shared_with="triad")
    assessment.cycle.refresh_from_db()
    return shapes.submission(assessment, by=alice)


def seal(assessment, shared_with="triad"):
    return seal_of(let_in_by(assessment, shared_with))


def test_releasing_twice_is_releasing_once(submission, assessment, alice, charlie):
    for _ in range(2):
        release(assessment, by=alice, shared_with="triad", seal=seal(assessment))
    assert Release.objects.count() == 1
    assert Submission.objects.visible_to(charlie).get() == submission


def test_nothing_is_released_to_people_who_were_not_named(submission, assessment, alice, severnford):
    shown = seal(assessment)
    make.post(make.person("New head"), Role.DCS, severnford)
    with pytest.raises(Overtaken):
        release(assessment, by=alice, shared_with="triad", seal=shown)
    with pytest.raises(Overtaken):
        release(assessment, by=alice, shared_with="region", seal=seal(assessment, "region"))
    assert not Release.objects.exists()


def test_what_is_not_submitted_is_not_released(assessment, alice):
    with pytest.raises(NotOpen):
        release(assessment, by=alice, shared_with="triad", seal="")


def test_taking_it_back_ends_reading_at_once_and_stays_in_the_record(submission, assessment, alice, charlie):
    release(assessment, by=alice, shared_with="triad", seal=seal(assessment))
    take_back(assessment, by=alice)
    take_back(assessment, by=alice)
    assert not Submission.objects.visible_to(charlie).exists()
    assert Release.objects.get().withdrawn_by == alice
    release(assessment, by=alice, shared_with="triad", seal=seal(assessment))
    assert Submission.objects.visible_to(charlie).exists()


def test_the_page_names_whom_it_lets_in_and_releases_to_them(submission, assessment, alice, charlie, signed_in):
    browser, url = signed_in(alice), reverse("release", args=[assessment.public_id])
    page = browser.get(url).content.decode()
    assert "Charlie, Director of Children&#x27;s Services, Severnford" in page
    assert "Release to these 1 person" in page
    old = browser.post(url, {"shared_with": "triad", "seal": "x"})
    assert (old.status_code, Release.objects.count()) == (409, 0)
    browser.post(url, {"shared_with": "triad", "seal": seal(assessment)})
    assert Release.objects.count() == 1
    assert "Take it back" in browser.get(url).content.decode()


def test_a_lead_sees_who_may_read_it_and_releases_nothing(submission, assessment, lead, signed_in):
    browser, url = signed_in(lead), reverse("release", args=[assessment.public_id])
    assert "Only Ardenvale’s Director" in browser.get(url).content.decode()
    assert browser.post(url, {"shared_with": "triad", "seal": seal(assessment)}).status_code == 403
    assert not Release.objects.exists()


def test_the_log_says_who_as_what_and_when_on_the_page_and_as_csv(submission, assessment, alice, dana, ivy, signed_in):
    for person in (dana, dana, ivy, alice):
        note_reading(submission, User.objects.get(pk=person.pk), "Page")
    assert Reading.objects.count() == 2
    browser = signed_in(alice)
    page = browser.get(reverse("access_log", args=[assessment.public_id])).content.decode()
    assert "2 times, last at" in page
    table = browser.get(reverse("access_log_csv", args=[assessment.public_id])).content.decode().splitlines()
    assert table[0].endswith("Who,As what,What,Day,First at,Last at,Times")
    assert sorted(line.split(",")[0] for line in table[1:]) == ["Dana", "Ivy"]


def test_a_concern_keeps_when_by_whom_and_to_whom_and_nothing_else(submission, assessment, dana, alice, erin):
    Cycle.objects.update(concern_contact="Head of safeguarding, 0121 496 0000")
    assessment.cycle.refresh_from_db()
    key = FormKey().key
    one = raise_concern(assessment, by=dana, form_key=key)
    with pytest.raises(KeyAlreadyUsed):
        raise_concern(assessment, by=dana, form_key=key)
    assert model_to_dict(one) == {
        "id": one.pk, "assessment": assessment.pk, "raised_by": dana.pk, "raised_at": one.raised_at,
        "raised_to": "Head of safeguarding, 0121 496 0000",
    }  # fmt: skip
    readers = [str(person) for person in (dana, alice, erin) if Concern.objects.visible_to(person).exists()]
    assert readers == ["Dana"]


def test_the_page_of_a_concern_shows_the_protocol_and_has_no_place_for_words(submission, assessment, dana, signed_in):
    Cycle.objects.update(concern_protocol="<p>Call first.</p>", concern_contact="The head")
    browser, url = signed_in(dana), reverse("concern", args=[assessment.public_id])
    page = browser.get(url).content.decode()
    assert "<p>Call first.</p>" in page
    assert "<textarea" not in page
    assert 'type="text"' not in page
    browser.post(url, {"form_key": str(FormKey().key), "text": "Something"})
    assert Concern.objects.count() == 1
