"""A director asks for a review, a manager plans it and moves it on; kinds are copied and changed. On every size."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerchallenge.reviews import shipping
from peerchallenge.reviews.models import Review, Stage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def kinds(db):
    shipping.load()


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_a_review_is_asked_for_and_planned(visitor, mercia, ardenvale, severnford, dana, alice, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open("/peer-challenge/")
    page.get_by_role("link", name="Reviews", exact=True).click()
    director.check()
    page.get_by_role("link", name="Ask for a review").click()
    director.check()
    page.get_by_role("button", name="Ask for the review").click()
    director.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose the kind of review.")
    page.get_by_label("Safeguarding Assurance Visit. 1 day.", exact=False).check()
    page.get_by_label("What the host asks").fill("Are our thresholds understood by partners?")
    page.get_by_role("button", name="Ask for the review").click()
    director.check()
    expect(page.get_by_text("It waits for those who run Mercia’s peer challenge.")).to_be_visible()

    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/peer-challenge/reviews/")
    page.get_by_role("link", name="Ardenvale: Safeguarding Assurance Visit").click()
    manager.check()
    page.get_by_role("link", name="Start scoping").click()
    manager.check()
    page.get_by_role("button", name="Start scoping").click()
    manager.check()
    page.get_by_role("link", name="Edit title, days and what it is about").click()
    manager.check()
    page.get_by_label("First day of the visit").fill(day(60))
    page.get_by_role("button", name="Save changes").click()
    manager.check()
    expect(page.get_by_text("To come: due", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Change a promised date").click()
    manager.check()
    page.get_by_label("Stage").select_option(label="Final letter")
    page.get_by_label("New day").fill(day(100))
    page.get_by_role("button", name="Change the date").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Say why it moves")
    page.get_by_label("Why").fill("Easter lies between.")
    page.get_by_role("button", name="Change the date").click()
    manager.check()
    expect(page.get_by_text("Moved: Easter lies between.", exact=False)).to_be_visible()
    page.get_by_role("link", name="Confirm the team").click()
    manager.check()
    expect(page.get_by_text("Nobody leads the team yet.")).to_be_visible()
    page.get_by_role("button", name="Confirm the team").click()
    manager.check()
    page.get_by_role("link", name="Put it off").click()
    manager.check()
    page.get_by_label("Why").fill("An inspection was announced.")
    page.get_by_role("button", name="Put it off").click()
    manager.check()
    page.get_by_role("link", name="Take it up again").click()
    manager.check()
    page.get_by_role("button", name="Take it up again").click()
    manager.check()
    assert Review.objects.get().status == Stage.TEAM_CONFIRMED
    page.get_by_role("link", name="Give it up").click()
    manager.check()
    page.get_by_label("Why").fill("The inspection answers it.")
    page.get_by_role("button", name="Give it up").click()
    manager.check()
    expect(page.get_by_text("The reason: The inspection answers it.", exact=False)).to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
@pytest.mark.full
def test_a_kind_is_copied_and_changed(visitor, mercia, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/peer-challenge/reviews/")
    page.get_by_role("link", name="Kinds of review").click()
    manager.check()
    page.get_by_role("link", name="SEND peer challenge").click()
    manager.check()
    page.get_by_role("link", name="Copy it to your region").click()
    manager.check()
    page.get_by_label("Name").fill("SEND in a day")
    page.get_by_role("button", name="Copy").click()
    manager.check()
    page.get_by_role("link", name="Edit what it says, team and lines of enquiry").click()
    manager.check()
    page.get_by_role("button", name="Take out Parent carer representative").click()
    manager.check()
    expect(page.get_by_text("This isn’t saved yet")).to_be_visible()
    page.get_by_role("button", name="Add a line of enquiry").click()
    manager.check()
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Write the line of enquiry, or take it out.")
    page.get_by_label("Line of enquiry").last.fill("What do children say of their plans?")
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()
    page.get_by_role("link", name="Edit stages and dates").click()
    manager.check()
    page.get_by_role("group", name="Scoping").get_by_label("Used").uncheck()
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()
    expect(page.get_by_text("Left out: Scoping.")).to_be_visible()
    page.get_by_role("link", name="Retire it").click()
    manager.check()
    page.get_by_role("button", name="Retire it").click()
    manager.check()
    expect(page.get_by_text("It isn’t offered for new reviews")).to_be_visible()
