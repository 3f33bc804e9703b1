"""One review from its request to its letter and to what came of it, as those concerned walk through it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerchallenge.reviews import shipping
from peerchallenge.reviews.models import Correction, HostAction, Letter, Member, ProgressCheck, Review, Stage, TeamNote
from tests.browser.test_review_journeys import Seat
from tests.peerchallenge.reviews.shapes_people import in_pool

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
KIND = "DCS-led Peer Challenge Team Review"
CAPTURED = [f"Note {number}" for number in range(1, 16)]


def moved(seat, label):
    """Let the review reach the next stage by its link and its button, which are called alike."""
    seat.follow(label)
    seat.press(label)


def prepared(director, manager, lead):
    """The director asks, the manager plans the days and asks a lead, who accepts; evidence is opened and given."""
    director.open("/peer-challenge/reviews/")
    director.follow("Ask for a review")
    director.page.get_by_label(f"{KIND}. 3 days.", exact=False).check()
    director.page.get_by_label("What the host asks").fill("Are our thresholds understood by partners?")
    director.press("Ask for the review")
    manager.open("/your-work/")
    manager.follow(re.compile("^Start scoping"))
    manager.press("Start scoping")
    manager.follow("Edit title, days and what it is about")
    manager.page.get_by_label("First day of the visit").fill(timezone.localdate().isoformat())
    manager.press("Save changes")
    manager.follow("Team")
    manager.follow("Choose somebody to ask as Director of Children’s Services")
    manager.page.get_by_label("Charlie: Director of Children's Services, Severnford").check()
    manager.press("Ask them")
    lead.open("/your-work/")
    lead.follow(re.compile("Will you review Ardenvale"))
    lead.page.get_by_label("No, none").check()
    lead.page.get_by_label("I keep what I read and hear in this review confidential").check()
    lead.press("Accept")
    manager.follow("Overview")
    moved(manager, "Confirm the team")
    moved(manager, "Open evidence")
    lead.open("/your-work/")
    lead.follow(re.compile("^Begin the visit"))
    lead.press("Begin the visit")


def captured(lead, review):
    """Fifteen notes by Enter alone, three of them without a connection."""
    lead.follow("Workspace")
    lead.follow("Take notes")
    page = lead.page
    state = page.locator("[data-capture-status]")
    page.keyboard.press("Alt+KeyT")
    page.keyboard.type("Front")
    page.keyboard.press("Enter")
    for text in CAPTURED[:12]:
        page.keyboard.type(f"- {text}")
        page.keyboard.press("Enter")
    expect(state).to_have_text("All notes are sent.")
    lead.browser.context.set_offline(True)
    page.keyboard.press("Alt+KeyS")
    for text in CAPTURED[12:]:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(state).to_contain_text("3 not yet sent. No connection. They are kept on this device.")
    expect(page.locator("[data-waiting] .note-text")).to_have_text(CAPTURED[12:])
    assert TeamNote.objects.count() == 12
    lead.browser.context.set_offline(False)
    expect(state).to_have_text("All notes are sent.")
    lead.browser.trouble.clear()  # the browser complained that it couldn't reach the portal
    notes = review.notes.order_by("pk").values_list("text", "kind", "theme__name")
    assert list(notes) == [
        (text, "area" if place < 12 else "strength", "Front door and thresholds") for place, text in enumerate(CAPTURED)
    ]
    expect(page.locator("[data-counts] tbody tr")).to_have_text([re.compile(r"Front door and thresholds\s+3\s+12")])
    assert page.evaluate("Object.keys(localStorage)") == []
    lead.browser.check()
    page.reload()
    expect(page.get_by_label("Theme").locator("option:checked")).to_have_text("Front door and thresholds")


def clustered(lead):
    """Two headline findings out of the notes, and a next step for the area to develop."""
    for headline, notes in (("Thresholds drift.", CAPTURED[:12]), ("Staff are heard.", CAPTURED[12:])):
        lead.follow("Workspace")
        lead.follow("Make headline findings")
        for text in notes:
            lead.page.get_by_label(text, exact=True).check()
        lead.page.get_by_label("Headline of the new one").fill(headline)
        lead.press("Move to headline")
    lead.sees("3 notes moved to “Staff are heard.”.")
    lead.follow("Next steps")
    lead.follow(re.compile("Recommend a next step"))
    lead.page.get_by_label("Next step").fill("Agree one threshold document.")
    lead.press("Add it")


def lettered(lead, director, review):
    """The letter is drafted, its facts checked by the host, corrected and issued."""
    lead.open(review.get_absolute_url())
    moved(lead, "Feedback is given")
    moved(lead, "Begin the letter")
    lead.follow(re.compile("^Send the draft letter"))
    lead.page.get_by_label("Opening").fill("Thank you for inviting us.")
    lead.press("Save")
    lead.follow("Send the draft to Ardenvale")
    lead.press("Send the draft")
    director.open("/your-work/")
    director.follow(re.compile("facts"))
    director.follow("Correct a fact of finding 1")
    director.page.get_by_label("What is wrong").fill("Thresholds drift.")
    director.page.get_by_label("What is right").fill("In two of our four localities, by the audit of May.")
    director.press("Propose the correction")
    lead.open("/your-work/")
    lead.follow(re.compile("correction"))
    lead.follow("Answer")
    lead.page.get_by_label("Corrected", exact=True).check()
    lead.press("Save the answer")
    lead.page.get_by_label("Headline").fill("Thresholds drift in two localities.")
    lead.press("Save")
    lead.open(f"{review.get_absolute_url()}letter/send/")
    lead.sees("Thresholds drift in two localities.")
    lead.press("Issue the final letter")
    lead.is_at("Final letter")
    assert Correction.objects.get().answer == "taken"
    assert [one.sent for one in Letter.objects.order_by("pk")] == ["draft", "final"]


def replied(director, review):
    """On a phone: agree, answer the next step, plan an action, send the reply, agree the actions."""
    director.open("/your-work/")
    director.follow(re.compile("^Read and reply"))
    director.follow("Agree to the strength that is left")
    director.press("Agree")
    director.page.locator("article", has_text="Thresholds drift in two").get_by_label("Agree", exact=True).check()
    director.press(re.compile("Save and next"))
    director.follow("Next steps")
    director.page.get_by_label("Accepted", exact=True).check()
    director.press(re.compile("Save and next"))
    director.follow(re.compile("Add an action"))
    director.page.get_by_label("What we will do").fill("Write the document.")
    director.page.get_by_label("Who owns it").fill("Head of Early Help")
    director.page.get_by_label("By when").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    director.press("Add the action")
    director.open(f"{review.get_absolute_url()}findings/")
    director.sees("Your reply: 2 of 2 replied")
    director.follow("Send the reply")
    director.press("Send the reply")
    director.open(f"{review.get_absolute_url()}next-steps/")
    director.follow("Agree the actions")
    director.press("Agree the actions")
    director.sees("The actions are live.")


def followed_up(director, manager, review):
    """Three months later the director says what became of it; the manager reads it and closes the review."""
    ProgressCheck.objects.filter(months=3).update(due_on=timezone.localdate())
    director.open("/your-work/")
    director.follow("Say what became of it")
    director.page.get_by_label("On track", exact=True).check()
    director.page.get_by_label("What difference it made").fill("Fewer children wait.")
    director.page.get_by_label("What changed for children, overall").fill("Children wait less.")
    director.press("Save and send")
    director.press("Send it")
    manager.open(f"{review.get_absolute_url()}next-steps/")
    manager.follow("After 3 months")
    manager.sees("Children wait less.")
    manager.open(f"{review.get_absolute_url()}close/")
    manager.press("Close the review")
    manager.sees("The review is closed.")


def test_a_review_from_its_request_to_its_letter_and_what_came_of_it(visitor, mercia, severnford, dana, alice, charlie):
    shipping.load()
    in_pool(mercia, charlie)
    director, manager, lead = (Seat(visitor, person, size, True) for person, size in (
        (alice, "phone"), (dana, "desktop"), (charlie, "desktop")
    ))  # fmt: skip
    prepared(director, manager, lead)
    review = Review.objects.get()
    assert (review.status, Member.objects.get().status) == (Stage.ON_SITE, "accepted")
    captured(lead, review)
    clustered(lead)
    lettered(lead, director, review)
    replied(director, review)
    followed_up(director, manager, review)
    review.refresh_from_db()
    assert (review.status, HostAction.objects.get().status) == (Stage.CLOSED, "open")
