"""Two people of a host at one moment: one reply wins and the other person is told; what is sent is whole."""

import pytest

from peerchallenge.reviews.models import Reply, Review
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge.reviews import shapes_findings as made
from tests.peerchallenge.test_races import pressed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def review(ardenvale, dana):
    return made.issued(ardenvale, by=dana)


def of_review(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/findings/{more}"


def test_of_two_who_reply_at_once_one_does_and_the_other_sees_both(signed_in, review, alice, lead):
    address = f"/peer-challenge/reviews/findings/{review.findings.first().public_id}/reply/"
    answers = pressed(
        (signed_in(alice), address, {"says": "agree", "version": "0"}),
        (signed_in(lead), address, {"says": "disagree", "words": "Not so.", "version": "0"}),
    )
    assert sorted(status for status, _ in answers) == [302, 409]
    assert Reply.objects.count() == 1


def test_a_reply_written_while_it_is_sent_goes_with_it_or_is_given_back(signed_in, review, alice, lead):
    director, colleague = signed_in(alice), signed_in(lead)
    seal = dict(director.get(of_review(review, "send/")).context["hidden"]) | {"without": "on"}
    address = f"/peer-challenge/reviews/findings/{review.findings.first().public_id}/reply/"
    sent, wrote = pressed(
        (director, of_review(review, "send/"), seal), (colleague, address, {"says": "agree", "version": "0"})
    )
    is_sent = Review.objects.get().replied_at is not None
    assert (sent[0], wrote[0], Reply.objects.count()) == ((302, 409, 0) if is_sent else (409, 302, 1))


def test_the_reply_is_sent_once(signed_in, review, alice, dana, lenchester_head):
    browsers = [signed_in(alice), signed_in(lenchester_head)]
    seal = dict(browsers[0].get(of_review(review, "send/")).context["hidden"]) | {"without": "on"}
    pressed(*((one, of_review(review, "send/"), seal) for one in browsers))
    assert OutgoingMail.objects.filter(to=dana.email).count() == 1


@pytest.fixture
def lenchester_head(ardenvale):
    person = make.person("Tara")
    make.post(person, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", ardenvale))
    return person
