"""A director answers next steps and agrees actions on a phone; later their authority says what became of them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.reviews.models import HostAction, ProgressCheck, Review, Stage
from tests import make
from tests.browser.test_review_journeys import BOTH, PHONE, PLAIN, Seat
from tests.peerchallenge.reviews import shapes, shapes_actions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LONG = "Agree one threshold document with health, police and schools, and test it in all four localities each quarter."


@pytest.fixture
def sit(visitor, size, javascript):
    return lambda person=None: Seat(visitor, person, size, javascript)


def path(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/{more}"


@PHONE
def test_a_director_answers_acts_and_agrees(sit, plan, safeguarding, ardenvale, severnford, alice, bob, dana):
    type(plan).objects.update(ends_on=timezone.localdate() + timedelta(days=90))
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.FINAL_LETTER)
    shapes_actions.area(review, by=dana, steps=(LONG, "Train every manager."))
    director = sit(alice)
    director.open(path(review, "next-steps/"))
    director.sees("Next steps: 0 of 2 answered")
    director.page.locator("article", has_text=LONG).get_by_label("Accepted", exact=True).check()
    director.press(re.compile("Save and next ?: Agree one threshold"))
    second = director.page.locator("article", has_text="Train every manager.")
    second.get_by_label("Not accepted").check()
    director.press(re.compile("Save and next ?: Train"))
    director.sees("Say why you don’t accept it.")
    director.page.get_by_label("Why").fill("The academy does this already.")
    director.press("Save and next")
    director.sees("Every next step has an answer now.")
    director.follow(re.compile("Add an action"))
    director.page.get_by_label("What we will do").fill("Write the document.")
    director.page.get_by_label("Who owns it").fill("Head of Early Help")
    director.page.get_by_label("Who holds this post").select_option("Bob")
    director.press("Add the action")
    director.sees("Enter the day by which it is done.")
    director.page.get_by_label("By when").fill("2027-03-01")
    director.page.get_by_text("Which priority of the region does it serve?").click()
    director.page.get_by_label("P1. Effective safeguarding").check()
    director.press("Add the action")
    director.sees("0 of 1 action closed")
    director.sees("Serves: P1. Effective safeguarding")
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    director.open(path(review, "next-steps/"))
    director.follow("Agree the actions")
    director.sees("1 action for 1 accepted next step")
    director.press("Agree the actions")
    director.sees("The actions are live.")
    director.sees("After 3 months")
    owner = sit(bob)
    owner.open(f"/peer-challenge/reviews/actions/{HostAction.objects.get().public_id}/")
    owner.follow("Say it is done")
    owner.press("Say it is done")
    owner.sees("It is said to be done.")


@PLAIN
def test_what_became_of_the_actions_is_said_and_sent_and_read(sit, ardenvale, severnford, alice, lead, dana):
    shapes.kind()
    review = shapes_actions.live(ardenvale, alice, dana, actions=2)
    shapes_actions.check(review)
    writer = sit(lead)
    writer.open("/your-work/")
    writer.follow("Say what became of it")
    for number, status in enumerate(("Done", "On track"), start=1):
        row = writer.page.locator("section", has_text=f"Action {number} of 2")
        row.get_by_label(status, exact=True).check()
        row.get_by_label("What difference it made").fill("Fewer children wait.")
    writer.press("Save and send")
    writer.sees("What changed for children, overall.")
    writer.follow("Go back and say it")
    writer.page.get_by_label("What changed for children, overall").fill("Children wait less.")
    writer.press("Save and send")
    writer.press("Send it")
    writer.sees("It is sent.")
    reader = sit(dana)
    reader.open(path(review, "next-steps/"))
    reader.follow("After 3 months")
    reader.sees("Children wait less.")
    assert ProgressCheck.objects.get().sent_by == lead
    reader.open(path(review, "close/"))
    reader.press("Close the review")
    reader.sees("The review is closed.")


@BOTH
@pytest.mark.full
def test_an_action_is_closed_by_somebody_else(sit, ardenvale, severnford, alice, lead, dana):
    shapes.kind()
    shapes_actions.live(ardenvale, alice, dana)
    url = f"/peer-challenge/reviews/actions/{HostAction.objects.get().public_id}/"
    director, colleague = sit(alice), sit(lead)
    director.open(url)
    director.follow("Say it is done")
    director.press("Say it is done")
    director.sees("You said that it is done, so you can’t close it")
    colleague.open("/your-work/")
    colleague.follow("Check it")
    colleague.follow("Check and close it")
    colleague.page.get_by_label("How you checked it").fill("I read the document.")
    colleague.press("Close it")
    colleague.sees("The action is closed.")
    colleague.follow("Open it again")
    colleague.press("Open it again")
    colleague.sees("Say why: whoever reads the action reads it.")


@PLAIN
@pytest.mark.full
def test_two_write_an_action_at_once(sit, ardenvale, severnford, alice, lead, dana):
    shapes.kind()
    shapes_actions.live(ardenvale, alice, dana)
    make.person("Nobody of them")
    url = f"/peer-challenge/reviews/actions/{HostAction.objects.get().public_id}/edit/"
    director, colleague = sit(alice), sit(lead)
    for seat in (director, colleague):
        seat.open(url)
    colleague.page.get_by_label("What we will do").fill("Theirs.")
    colleague.press("Save changes")
    director.page.get_by_label("What we will do").fill("Mine.")
    director.press("Save changes")
    director.sees("Somebody else saved first")
    director.press("Save mine instead")
    assert HostAction.objects.get().what == "Mine."


@PLAIN
def test_a_lead_recommends_next_steps(sit, ardenvale, severnford, charlie, dana):
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT)
    shapes.member(review, charlie, by=dana, lead=True)
    shapes_actions.area(review, by=dana, steps=())
    seat = sit(charlie)
    seat.open(path(review, "next-steps/"))
    seat.follow(re.compile("Recommend a next step"))
    seat.press("Add it")
    seat.sees("Write the next step.")
    seat.page.get_by_label("Next step").fill(LONG)
    seat.press("Add it")
    seat.sees("The next step is added.")
    seat.follow(re.compile("Take out"))
    seat.press("Take it out")
    seat.sees("The next step is taken out.")
