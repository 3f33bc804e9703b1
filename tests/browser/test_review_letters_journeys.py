"""A letter is brought in and replied to the same day; a letter is written, its facts corrected, and issued."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerchallenge.reviews.models import Correction, Letter, LetterDraft, Review, Stage
from tests.browser.test_review_journeys import PHONE, PLAIN, Seat
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_letters as letters

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def sit(visitor, size, javascript):
    return lambda person=None: Seat(visitor, person, size, javascript)


@PHONE
def test_a_letter_is_brought_in_and_its_director_replies_the_same_day(sit, ardenvale, dana, alice, tmp_path):
    kind = shapes.kind(name="Safeguarding Assurance Visit")
    file = tmp_path / "Ardenvale letter.docx"
    file.write_bytes(letters.word(*letters.THEMED))
    manager = sit(dana)
    manager.open("/peer-challenge/reviews/bring/")
    manager.press("Read it")
    manager.sees("Paste the text of the letter, or choose a file.")
    manager.page.get_by_label("Choose a file").set_input_files(file)
    manager.press("Read it")
    manager.is_at("Check the findings of the letter")
    expect(manager.page.get_by_label("Host authority")).to_have_value(str(ardenvale.pk))
    expect(manager.page.get_by_label("Kind of review")).to_have_value(str(kind.pk))
    third = manager.page.get_by_role("group", name="Finding 3", exact=True)
    third.get_by_role("button", name="Make two of it").click()
    manager.press("Add a finding")
    fourth = manager.page.get_by_role("group", name="Finding 4", exact=True)
    fourth.get_by_label("Headline").fill("Schools are unsure whom to call.")
    manager.press("Make the review and tell the host")
    manager.sees("Choose whether it is a strength or an area to develop.")
    fourth.get_by_label("Area to develop").check()
    manager.press("Make the review and tell the host")
    review = Review.objects.get()
    assert (review.status, review.findings.count()) == (Stage.FINAL_LETTER, 4)
    director = sit(alice)
    director.open(review.get_absolute_url())
    director.follow("Letter")
    director.is_at("Final letter")
    director.sees("The letter as it was brought in")
    director.follow("Findings")
    for choice in ("Agree", "Agree", "Agree", "Agree"):
        left = director.page.locator("form.reply-form", has=director.page.get_by_role("button", name="Save and next"))
        form = left.nth(director.page.locator(".finding .reply-save .form-text").count())
        form.get_by_label(choice, exact=True).check()
        with director.page.expect_navigation():
            form.get_by_role("button", name="Save and next").click()
        director.browser.check()
    director.sees("Your reply: 4 of 4 replied")
    director.follow("Send the reply")
    director.page.get_by_label("Send it without an answer to 1 next step").check()
    director.press("Send the reply")
    director.sees("The reply is sent.")
    assert Review.objects.get().status == Stage.REPLY


@PLAIN
def test_a_letter_is_written_checked_and_issued(sit, ardenvale, dana, alice, charlie):
    shapes.kind()
    review = shapes.review(ardenvale, at=Stage.DRAFT, by=dana)
    shapes.member(review, charlie, by=dana, lead=True)
    shapes.finding(review, "Thresholds are read in different ways.", kind="area", by=charlie)
    lead, host = sit(charlie), sit(alice)
    lead.open(f"{review.get_absolute_url()}letter/write/")
    lead.page.get_by_label("Opening").fill("Thank you for inviting us.")
    lead.press("Save")
    lead.follow("Look at the whole letter")
    lead.sees("Thank you for inviting us.")
    lead.open(f"{review.get_absolute_url()}letter/write/")
    lead.follow("Send the draft to Ardenvale")
    lead.press("Send the draft")
    lead.is_at("Draft 1")
    host.open(f"{review.get_absolute_url()}corrections/")
    host.follow("Correct a fact of finding 1")
    host.press("Propose the correction")
    host.sees("Quote what is wrong.")
    host.page.get_by_label("What is wrong").fill("In different ways.")
    host.page.get_by_label("What is right").fill("In two ways, by the audit of May.")
    host.press("Propose the correction")
    lead.open(f"{review.get_absolute_url()}corrections/")
    lead.follow("Answer")
    lead.page.get_by_label("Not corrected").check()
    lead.page.get_by_label("Why not").fill("The audit is older than the visit.")
    lead.press("Save the answer")
    assert Correction.objects.get().answer == "not-taken"
    lead.open(f"{review.get_absolute_url()}letter/send/")
    lead.press("Issue the final letter")
    lead.is_at("Final letter")
    host.open(f"{review.get_absolute_url()}letter/")
    host.is_at("Final letter")
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(("size", "javascript"), [("phone", True)], ids=["phone"])
def test_a_letter_and_a_reply_save_by_themselves(sit, ardenvale, dana, alice, charlie):
    shapes.kind()
    review = shapes.review(ardenvale, at=Stage.DRAFT, by=dana)
    shapes.member(review, charlie, by=dana, lead=True)
    finding = shapes.finding(review, "Thresholds are read in different ways.", kind="area", by=charlie)
    lead = sit(charlie)
    lead.open(f"{review.get_absolute_url()}letter/write/")
    lead.page.get_by_label("Opening").fill("Thank you for inviting us.")
    expect(lead.page.locator("[data-autosave-status]")).to_have_text("Saved")
    lead.browser.check()
    assert LetterDraft.objects.get().opening == "Thank you for inviting us."
    lead.follow("Bring it in from Word")
    lead.page.get_by_label("Or paste").fill(letters.PLAIN)
    lead.press("Read it")
    lead.is_at("Check the findings of the letter")
    expect(lead.page.get_by_label("Opening")).to_have_value("Thank you for inviting us.")
    lead.press("Put it into the draft letter")
    lead.is_at("Write the letter")
    lead.sees("Leaders are visible.")
    Review.objects.update(status=Stage.FINAL_LETTER, shared_at=timezone.now())
    review.findings.update(shown_to="authority")
    host = sit(alice)
    host.open(f"{review.get_absolute_url()}findings/")
    form = host.page.locator("form.reply-form").first
    form.get_by_label("Disagree").check()
    expect(form.locator("[data-autosave-status]")).to_contain_text("Not saved: Say in words why you disagree.")
    form.get_by_label("In words").fill("The audit of May says otherwise.")
    expect(form.locator("[data-autosave-status]")).to_have_text("Saved")
    host.browser.check()
    assert finding.reply.words == "The audit of May says otherwise."
