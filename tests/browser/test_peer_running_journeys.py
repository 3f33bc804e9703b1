"""A programme manager sets a cycle up, cascades it, sees who is where, gives more time and nudges; on every size."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerchallenge.models import Cycle, Extension, SelfAssessment
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import shapes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cycle(mercia, ardenvale, severnford, dana):
    return shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1)


@pytest.fixture
def assessment(cycle, ardenvale, alice):
    return shapes.assessment(cycle, ardenvale, by=alice)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_a_cycle_is_set_up_and_cascaded(visitor, mercia, ardenvale, severnford, dana, alice, charlie, size, javascript):
    shapes.framework(label="2026")
    make.post(make.person("Lena"), Role.SELF_ASSESSMENT_LEAD, ardenvale)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/peer-challenge/")
    page.get_by_role("link", name="Cycles", exact=True).click()
    manager.check()
    page.get_by_role("link", name="Start a cycle").click()
    manager.check()
    page.get_by_role("button", name="Start cycle").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose the steps to begin with.")
    page.get_by_label("West Midlands 2016", exact=False).check()
    page.get_by_role("button", name="Start cycle").click()
    manager.check()

    page.get_by_role("link", name="Choose the framework that is put to the authorities.").click()
    manager.check()
    page.get_by_label("Framework").select_option(label="Core framework, 2026")
    page.get_by_label("Whom to tell").fill("Head of safeguarding, 0121 496 0000")
    page.get_by_role("button", name="Save changes").click()
    manager.check()

    page.get_by_role("link", name="Edit steps and dates").click()
    manager.check()
    step = page.get_by_role("group", name="2. Self-assessment")
    step.get_by_label("Until").fill(day(-400))
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("The last day is before the first.")
    step.get_by_label("From").fill("")
    step.get_by_label("Until").fill(day(10))
    page.get_by_role("button", name="Move down Framework published").click()
    manager.check()
    expect(page.get_by_text("This isn’t saved yet")).to_be_visible()
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()

    page.get_by_role("link", name="Choose authorities and triads").click()
    manager.check()
    page.get_by_label("Triad of Ardenvale", exact=False).fill("1")
    page.get_by_label("Triad of Severnford", exact=False).fill("1")
    page.get_by_role("button", name="Save changes").click()
    manager.check()

    page.get_by_role("link", name="Open the cycle…").click()
    manager.check()
    expect(page.get_by_text("Self-assessment lead, Severnford: vacant, no letter.")).to_be_visible()
    page.locator("summary", has_text="To Alice").click()
    manager.check()
    page.get_by_role("button", name="Open the cycle and send 3 letters").click()
    manager.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Control room")
    cycle = Cycle.objects.get()
    assert (cycle.status, [step.kind for step in cycle.steps.all()][:2]) == ("open", ["self-assessment", "framework"])
    assert (SelfAssessment.objects.count(), OutgoingMail.objects.count()) == (2, 3)


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_the_control_room_nudges_and_extends(visitor, cycle, assessment, dana, lead, size, javascript):
    cycle.steps.filter(kind="self-assessment").update(due_on=timezone.localdate() - timedelta(days=2))
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/your-work/")
    page.get_by_role("link", name="See who is where", exact=False).click()
    manager.check()
    expect(page.get_by_text("Showing only")).to_be_visible()
    page.get_by_role("link", name="Extend for Ardenvale").click()
    manager.check()
    page.get_by_label("New last day").fill(day(-9))
    page.get_by_role("button", name="Show the letter").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("This day is past.")
    page.get_by_label("New last day").fill(day(5))
    page.get_by_label("Reason").fill("An inspection came first")
    page.get_by_role("button", name="Show the letter").click()
    manager.check()
    page.get_by_role("button", name="Extend and send 2 letters").click()
    manager.check()
    assert Extension.objects.get().reason == "An inspection came first"
    page.get_by_role("link", name="Nudge Ardenvale").click()
    manager.check()
    page.get_by_role("button", name="Send", exact=False).first.click()
    manager.check()
    expect(page.get_by_text("We are sending one message to", exact=False)).to_be_visible()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", True), ("desktop", False)])
def test_whoever_takes_part_sees_the_year_and_what_is_theirs(visitor, cycle, assessment, alice, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open("/peer-challenge/")
    expect(page.get_by_role("heading", name="Yours")).to_be_visible()
    expect(page.locator(".task-list")).to_contain_text("Ardenvale’s self-assessment")


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.full
def test_closing_and_opening_again_are_asked_once(visitor, cycle, dana, carol, size):
    manager = visitor(size)
    manager.sign_in(dana)
    page = manager.open(cycle.get_absolute_url())
    for link, button in (("Close cycle", "Close cycle"), ("Open cycle again", "Open cycle again")):
        page.get_by_role("link", name=link).click()
        manager.check()
        page.get_by_role("button", name=button).click()
        manager.check()
    cycle.refresh_from_db()
    assert cycle.status == "open"
    page.get_by_role("link", name="Edit title, framework, signing and sharing").click()
    Cycle.objects.update(version=9, title="Hers", edited_by=carol)
    page.get_by_label("Title").fill("His")
    page.get_by_role("button", name="Save changes").click()
    manager.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else saved first")
