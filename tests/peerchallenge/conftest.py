"""People of a cycle beside the cast: each is invented."""

import pytest

from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import shapes


@pytest.fixture
def lenchester(mercia):
    """A third authority of Mercia, in nobody's triad; no director reads others' self-assessments from here."""
    return make.authority("Lenchester", mercia, "M03")


@pytest.fixture
def wren(lenchester):
    """DCS of Lenchester."""
    person = make.person("Wren")
    make.post(person, Role.DCS, lenchester)
    return person


@pytest.fixture
def ivy(mercia):
    """The peer challenge associate of Mercia."""
    person = make.person("Ivy")
    make.post(person, Role.PEER_CHALLENGE_ASSOCIATE, mercia)
    return person


@pytest.fixture
def cycle(mercia, ardenvale, severnford, lenchester, dana):
    """Mercia's open cycle of 2026-27; Ardenvale and Severnford form a triad, Lenchester is in none."""
    made = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1)
    made.participations.create(authority=lenchester)
    return made


@pytest.fixture
def assessment(cycle, ardenvale, alice):
    """Ardenvale's self-assessment, in progress, with nothing in it."""
    return shapes.assessment(cycle, ardenvale, by=alice)
