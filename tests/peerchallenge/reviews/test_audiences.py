"""Who can read parts of a review, in words and by name: exactly those whom the rules let in."""

import pytest

from peerchallenge.reviews.audiences import (
    let_in_by,
    who_sees_findings,
    who_sees_items,
    who_sees_reply,
    who_sees_review,
)
from peerchallenge.reviews.models import Finding, Review, ShownTo, Stage
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, severnford, lenchester, alice, bob, charlie, dana, erin, frank, greta, wren, ivy):
    make.post(make.person("Tara"), Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", lenchester))
    made = shapes.review(ardenvale, by=dana, at=Stage.FACTUAL_CHECK, kind_of=shapes.kind())
    shapes.member(made, charlie, by=dana)
    return made


def allowed(records):
    return {str(person) for person in User.objects.all() if records.visible_to(person).exists()}


@pytest.mark.parametrize("shown_to", ["team", "authority", "directors", "region"])
def test_those_named_are_exactly_those_whom_the_rules_let_in(review, shown_to):
    shapes.finding(review, shown_to=shown_to)
    named = who_sees_findings(review, shown_to=shown_to, names=True)
    assert {str(person) for person in named.people} == allowed(Finding.objects)


@pytest.mark.parametrize("shown_to", ["directors", "region"])
def test_a_release_would_let_in_exactly_whom_it_lets_in_afterwards(review, shown_to):
    finding = shapes.finding(review)
    before = allowed(Finding.objects)
    told = {str(reader.person) for reader in let_in_by(review, shown_to).readers}
    finding.shown_to = shown_to
    finding.save()
    assert told == allowed(Finding.objects) - before


def test_the_sentence_of_a_review_names_its_host_and_who_runs_it(review):
    assert who_sees_review(review).said == (
        "Only the review team, Ardenvale’s director, self-assessment lead, chief executive and Lead Member and "
        "Mercia’s programme managers and peer challenge associate can see this."
    )


def test_before_the_draft_is_sent_the_sentence_leaves_the_host_out(ardenvale, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT, kind_of=shapes.kind())
    assert who_sees_findings(review).said == (
        "Only the review team and Mercia’s programme managers and peer challenge associate can read this so far."
    )


def test_a_reply_is_the_hosts_alone_until_it_is_sent(review, alice):
    assert who_sees_reply(review).level == "Authority"
    Review.objects.filter(pk=review.pk).update(replied_at=review.shared_at, replied_by=alice)
    assert who_sees_reply(Review.objects.get()).said.endswith("and so can whoever reads the finding.")


def test_a_page_of_items_that_go_to_different_people_never_says_that_all_stay_here(review):
    kept, told = shapes.finding(review), shapes.finding(review, shown_to="directors")
    assert who_sees_items(review, [kept]).said.endswith("It is released to nobody else.")
    both = who_sees_items(review, [told, kept])
    assert (both.level, both.said.rpartition("this. ")[2]) == (
        "Authority", "Ardenvale released some of it to others: each says to whom."
    )  # fmt: skip


def test_what_is_public_says_so(review):
    assert who_sees_findings(review, shown_to=ShownTo.PUBLIC).said.endswith(
        "Ardenvale released it to everybody, signed in or not."
    )
