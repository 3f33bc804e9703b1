"""A self-assessment is written: by a colleague with a section, by two at once, with last year's beside it."""

import pytest
from playwright.sync_api import expect

from peerchallenge.models import Promise, Section, Statement
from tests.peerchallenge import shapes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


@pytest.fixture
def assessment(mercia, ardenvale, alice, dana):
    """Ardenvale's of this year; last year's said one thing, promised another, and was submitted."""
    last = shapes.assessment(shapes.cycle(mercia, "2025-26", ardenvale, by=dana), ardenvale, by=alice)
    section = shapes.first_section(last)
    shapes.statement(section, section.area.prompts.first(), claim="Most visits are on time.", evidence=["figure"],
                     next_step="Train every manager.", next_owner="Head of Early Help")  # fmt: skip
    shapes.submission(last, by=alice)
    return shapes.assessment(
        shapes.cycle(mercia, "2026-27", ardenvale, by=dana), ardenvale, by=alice, status="not-started"
    )


def hub_of(assessment):
    return f"/peer-challenge/assessments/{assessment.public_id}/"


@BOTH
def test_a_section_is_given_written_and_completed(visitor, assessment, alice, bob, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(hub_of(assessment))
    expect(page.get_by_role("main")).to_contain_text("You have completed 0 of 2 sections. You must still submit.")
    page.get_by_role("link", name="Give sections to colleagues").click()
    director.check()
    page.get_by_role("button", name="Give sections").click()
    director.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose a colleague.")
    page.get_by_label("Colleague").select_option("Bob")
    page.get_by_label("A. Area A").check()
    page.get_by_role("button", name="Give sections").click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("Bob can write there now")

    helper = visitor(size, javascript)
    helper.sign_in(bob)
    work = helper.open("/your-work/")
    work.get_by_role("link", name="Write it").click()
    helper.check()
    expect(work.get_by_role("main")).to_contain_text("You are helping with section A for Ardenvale.")
    work.get_by_label("Why do you judge it so?").fill("It holds, and audits say so.")
    work.get_by_role("button", name="Add a statement on A2").click()
    helper.check()
    work.get_by_label("What do we know?").fill("Plans are good.")
    work.get_by_label("Area for improvement").check()
    first = work.get_by_role("group", name="Evidence 1")
    first.get_by_label("Kind of evidence").select_option("Audit of practice")
    first.get_by_label("Title").fill("Audit of 40 plans")
    work.get_by_role("button", name="Save and add evidence").click()
    helper.check()
    second = work.get_by_role("group", name="Evidence 2")
    second.get_by_label("Title").fill("Survey of parents")
    second.get_by_label("Link").fill("not a link at all")
    work.get_by_role("button", name="Save and go back").first.click()
    helper.check()
    expect(work.get_by_role("alert")).to_contain_text("Write “Link” in full")
    second.get_by_label("Link").fill("https://example.org/survey")
    second.get_by_label("Kind of evidence").select_option(label="Children’s and families’ voice")
    work.get_by_role("button", name="Save and go back").first.click()
    helper.check()
    expect(work.get_by_role("article")).to_contain_text("Audit of practice: Audit of 40 plans")
    expect(work.get_by_label("Why do you judge it so?")).to_have_value("It holds, and audits say so.")
    work.get_by_label("Good", exact=True).check()
    work.get_by_label("Yes, I’ve completed this section").check()
    work.get_by_role("button", name="Save", exact=True).click()
    helper.check()
    assert Section.objects.filter(status="completed").count() == 1
    helper.open(hub_of(assessment))

    director.open(hub_of(assessment))
    expect(page.get_by_role("main")).to_contain_text("You have completed 1 of 2 sections. You must still submit.")


@BOTH
def test_last_year_is_copied_by_choice_and_its_promise_answered(visitor, assessment, alice, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(hub_of(assessment))
    page.get_by_role("link", name="A. Area A").click()
    director.check()
    page.get_by_role("button", name="Copy as a starting point").click()
    director.check()
    expect(page.get_by_label("What do we know?")).to_have_value("Most visits are on time.")
    page.get_by_role("link", name="Take this statement out").click()
    director.check()
    page.get_by_role("button", name="Take it out").click()
    director.check()
    page.get_by_text("1 statement taken out").click()
    page.get_by_role("button", name="Put back").click()
    director.check()
    page.get_by_role("link", name="Train every manager.").click()
    director.check()
    page.get_by_label("Under way").check()
    page.get_by_label("What changed?").fill("Half of them are trained.")
    page.get_by_role("button", name="Save and go back to the section").click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("Half of them are trained.")
    assert Promise.objects.get().status == "under-way"


@BOTH
def test_two_write_at_once_and_nothing_is_lost(visitor, assessment, alice, lead, size, javascript):
    statement = shapes.statement(shapes.first_section(assessment), claim="As it was")
    address = f"/peer-challenge/statements/{statement.public_id}/"
    mine, theirs = visitor(size, javascript), visitor(size, javascript)
    mine.sign_in(alice)
    theirs.sign_in(lead)
    page, other = mine.open(address), theirs.open(address)
    other.get_by_label("What do we know?").fill("Lena wrote this.")
    other.get_by_role("button", name="Save", exact=True).first.click()
    theirs.check()
    page.get_by_label("What do we know?").fill("Alice wrote that.")
    if javascript:
        expect(page.locator("[data-autosave-status]")).to_contain_text("Lena saved this")
    page.get_by_role("button", name="Save", exact=True).first.click()
    mine.check()
    expect(page.get_by_role("main")).to_contain_text("Lena saved this")
    page.get_by_role("button", name="Compare").click()
    mine.check()
    page.get_by_role("button", name="Go back to mine").click()
    mine.check()
    expect(page.get_by_label("What do we know?")).to_have_value("Alice wrote that.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    mine.check()
    assert Statement.objects.get(pk=statement.pk).claim == "Alice wrote that."
    page.get_by_role("link", name="What was replaced").click()
    mine.check()
    expect(page.get_by_role("main")).to_contain_text("Lena wrote this.")


def test_what_is_typed_saves_itself(visitor, assessment, alice):
    statement = shapes.statement(shapes.first_section(assessment), claim="As it was")
    director = visitor()
    director.sign_in(alice)
    page = director.open(f"/peer-challenge/statements/{statement.public_id}/")
    with page.expect_response(lambda answer: answer.url.endswith("/save/")):
        page.get_by_label("What do we know?").fill("Typed and left alone.")
        page.get_by_role("group", name="Evidence 1").get_by_label("Title").fill("A survey")
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved")
    with page.expect_response(lambda answer: answer.url.endswith("/save/")):
        page.get_by_role("group", name="Evidence 1").get_by_label("Title").fill("A survey of parents")
    expect(page.locator("[data-autosave-status]")).to_have_text("Saved")
    director.open(f"/peer-challenge/statements/{statement.public_id}/")
    expect(page.get_by_label("What do we know?")).to_have_value("Typed and left alone.")
    assert [one.title for one in statement.evidence.all()] == ["A survey of parents"]
