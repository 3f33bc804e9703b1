"""Sample people: only in a demonstration, and on no real council."""

import pytest

from portal.accounts.demo import SAMPLE_PEOPLE, make_sample_people
from portal.accounts.models import Post
from tests import make
from tests.accounts.conftest import LOGIN, is_signed_in

DEMO = "/accounts/demo/"


@pytest.fixture
def sample_people(ardenvale, severnford):
    make.region("West Midlands")
    make.trust("Mercia Children First", severnford)
    return make_sample_people


def test_sample_people_are_made_once(sample_people):
    assert (sample_people(), sample_people()) == (len(SAMPLE_PEOPLE), 0)
    assert sorted({str(post.organisation) for post in Post.objects.all()}) == [
        "Ardenvale",
        "Mercia",
        "Mercia Children First",
        "None",
        "Severnford",
        "West Midlands",
    ]


def test_the_only_sample_person_on_a_real_region_is_named_as_one():
    assert [person.name for person in SAMPLE_PEOPLE if person.place == "West Midlands"] == [
        "Demo manager (West Midlands)"
    ]


def test_in_a_demonstration_a_button_signs_in(sample_people, settings, client):
    sample_people()
    settings.DEMO = True
    assert "Sample people" in client.get(LOGIN).content.decode()
    client.post(DEMO, {"person": "dana"})
    assert is_signed_in(client)


def test_outside_a_demonstration_there_is_no_such_door(sample_people, settings, client):
    sample_people()
    settings.DEMO = False
    assert "Sample people" not in client.get(LOGIN).content.decode()
    assert client.post(DEMO, {"person": "dana"}).status_code == 404
    assert not is_signed_in(client)


def test_in_a_demonstration_only_sample_people_have_the_door(sample_people, bob, settings, client):
    sample_people()
    settings.DEMO = True
    assert client.post(DEMO, {"person": bob.email}).status_code == 404
    assert client.get(DEMO).status_code == 405
