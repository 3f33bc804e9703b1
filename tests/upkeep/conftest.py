"""Somebody of whom the portal holds something of every kind: Thora Blackwood, invented, director at Ardenvale."""

import pytest
from allauth.usersessions.models import UserSession

from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.drafting.models import KeptText
from portal.drafting.models.presence import at_work
from tests import make
from tests.following.make import follower
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import approved, submitted, to_sign
from updates.models import PreviewLink

CONFIDENTIAL = "Visits in Ardenvale are late"


@pytest.fixture
def thora(ardenvale):
    person = make.person("Thora Blackwood")
    make.post(person, Role.DCS, ardenvale)
    return person


@pytest.fixture
def submission(mercia, ardenvale, thora, lead, dana):
    """What Thora approved and submitted; its words are Lena's, and Ardenvale's alone."""
    cycle = shapes.cycle(mercia, "2026-27", ardenvale, by=dana)
    assessment = shapes.assessment(cycle, ardenvale, by=thora)
    signatures = to_sign(assessment, "dcs", by=lead)
    shapes.statement(shapes.first_section(assessment), claim=CONFIDENTIAL)
    approved(signatures[0], by=thora)
    assessment.refresh_from_db()
    return submitted(assessment, by=thora)


@pytest.fixture
def held(mercia, thora, dana, submission, signed_in):
    """Of every kind something about Thora, and beside it something about Dana."""
    contacts = [
        {"post": "Director", "name": "Thora Blackwood", "email": "thora.blackwood@example.org"},
        {"post": "Manager", "name": "Una Fairweather", "email": "una@example.org"},
    ]
    update = make.update(mercia, by=dana, contacts=contacts).update
    draft = make.draft(mercia, "2015-12", by=dana, sections=[("Leaving", "<p>We thank Thora Blackwood.</p>")]).update
    for person in (thora, dana):
        follower(mercia, person.email)
        OutgoingMail.objects.create(key=f"one:{person.email}", to=person.email, subject=f"For {person}", body="A code.")
        KeptText.objects.create(path="/somewhere/", fields=[["claim", CONFIDENTIAL]], person=person)
        at_work(update, person)
        key = signed_in(person).session.session_key
        UserSession.objects.create(user=person, session_key=key, ip="192.0.2.7", user_agent="A browser")
    PreviewLink.make(draft, for_whom="Thora Blackwood, Ardenvale", days=3, by=dana)
    PreviewLink.make(draft, for_whom="Una Fairweather", days=3, by=dana)
    return thora
