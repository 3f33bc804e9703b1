"""A director replies to the findings of their review on a phone, and sends the reply; a lead words them before."""

import re

import pytest

from peerchallenge.reviews.models import Finding, Reply, Review, Stage
from tests.browser.test_review_journeys import BOTH, PHONE, PLAIN, Seat
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LONG = "Managers across the safeguarding partnership know their services well and act on what children tell them."


@pytest.fixture
def sit(visitor, size, javascript):
    return lambda person=None: Seat(visitor, person, size, javascript)


@pytest.fixture
def review(ardenvale, dana, alice):
    review = made.issued(ardenvale, by=dana, findings=2)
    first = review.findings.first()
    Finding.objects.filter(pk=first.pk).update(headline=LONG, heard_from={"sessions": 9, "roles": ["a", "b", "c", "d"]})
    first.wordings.update(headline=LONG)
    submission = made.submission(ardenvale, by=alice, manager=dana)
    made.relate(first, submission, "confirms", prompt="A1", claim="Visits are on time.")
    made.relate(review.findings.last(), submission, prompt="A2", claim="Plans drift.")
    shapes.next_step(review.findings.last())
    return review


def path(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/{more}"


@PHONE
def test_the_director_replies_to_each_finding_and_sends_the_reply(sit, review, alice, charlie, dana):
    shapes.member(review, charlie, by=dana, lead=True)
    director = sit(alice)
    director.open(path(review, "findings/"))
    director.sees("Your reply: 0 of 2 replied")
    director.follow("Agree to the strength that is left")
    director.press("Agree")
    director.sees("You agree to 1 strength. It is not sent yet.")
    card = director.page.locator("article", has_text="Headline 2.")
    card.get_by_label("Disagree").check()
    director.press(re.compile("Save and next ?, finding 2"))
    director.sees("Say in words why you disagree.")
    director.page.get_by_label("In words").fill("Our own figures say otherwise.")
    director.press("Save and next")
    director.sees("Your reply: 2 of 2 replied")
    director.follow("Send the reply")
    director.sees("1 next step")
    director.page.get_by_label("Send it without an answer to 1 next step").check()
    director.press("Send the reply")
    director.sees("The reply is sent.")
    assert Review.objects.get().status == Stage.REPLY
    reader = sit(charlie)
    reader.open(path(review, "findings/"))
    reader.sees("Our own figures say otherwise.")
    reader.follow(re.compile("Each wording in its turn ?: finding 2"))
    reader.sees("What was said of it, in its turn")
    director.open(path(review, "own-and-peers/"))
    director.sees("Both said something of 1 area.")


@PLAIN
@pytest.mark.full
def test_two_colleagues_reply_at_once(sit, review, alice, lead):
    director, colleague = sit(alice), sit(lead)
    for seat in (director, colleague):
        seat.open(path(review, "findings/?kind=area"))
    colleague.page.get_by_label("Agree", exact=True).check()
    colleague.press("Save and next")
    director.page.get_by_label("Agree with changes").check()
    director.page.get_by_label("In words").fill("From May.")
    director.press("Save and next")
    director.sees("Somebody else saved first")
    director.press("Save mine instead")
    assert Reply.objects.get().says == "with-changes"


@BOTH
def test_a_lead_words_findings_orders_them_and_takes_one_out(sit, ardenvale, dana, charlie, alice):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT, kind_of=shapes.kind())
    made.submission(ardenvale, by=alice, manager=dana)
    shapes.member(review, charlie, by=dana, lead=True)
    manager = sit(dana)
    manager.open(path(review, "findings/"))
    for headline, kind in (("Early help is strong.", "Strength"), ("Plans drift.", "Area to develop")):
        manager.follow("Add a finding")
        manager.page.get_by_label(kind, exact=True).check()
        manager.page.get_by_label("Headline").fill(headline)
        manager.press("Add the finding")
    manager.follow(re.compile("Edit +finding 2"))
    manager.page.get_by_label("What it does to the self-assessment").select_option("confirms")
    manager.press("Save")
    manager.sees("Choose what it confirms, qualifies or contradicts.")
    manager.page.get_by_label("What of the self-assessment").select_option("A:A2")
    manager.press("Save")
    manager.sees("A2. Question 2")
    manager.follow("Change their order")
    manager.page.get_by_label("Plans drift.").fill("1")
    manager.page.get_by_label("Early help is strong.").fill("2")
    manager.press("Save the order")
    lead = sit(charlie)
    lead.open(path(review, "findings/"))
    lead.follow(re.compile("Take out +finding 2"))
    lead.press("Take it out")
    assert [one.headline for one in review.findings.standing()] == ["Plans drift."]
