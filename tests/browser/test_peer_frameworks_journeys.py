"""A region's framework: copied from one that came with the portal, written, brought in, published, read, followed."""

import pytest
from playwright.sync_api import expect

from peerchallenge.frameworks import shipping
from peerchallenge.models import FrameworkVersion
from tests.peerchallenge import shapes
from tests.peerchallenge.frameworks import TABLE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
DESK = "/peer-challenge/frameworks/"


def a_file(text, name="framework.csv"):
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


@pytest.mark.on_postgresql
@BOTH
def test_a_framework_is_copied_changed_and_published(visitor, mercia, dana, alice, size, javascript):
    shipping.load()
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(DESK)
    page.get_by_role("link", name="Start a framework").click()
    manager.check()
    page.get_by_role("button", name="Start framework").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of the framework.")
    page.get_by_label("Name").fill("Mercia’s questions")
    page.get_by_label("Version").fill("2026-27")
    page.get_by_label("A copy of Core self-assessment, 2026").check()
    page.get_by_role("button", name="Start framework").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("8 areas, 16 questions, about 2 hours 40 minutes.")

    page.get_by_role("link", name="Edit area B and its questions").click()
    manager.check()
    page.get_by_role("button", name="Add a question").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("This isn’t saved yet")
    third = page.get_by_role("group", name="Question 3")
    third.get_by_label("Code").fill("A1")
    third.get_by_label("Question").fill("Which families never ask for help?")
    page.get_by_role("button", name="Save area").last.click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Another area, or a question of another area, has one of these")
    third.get_by_label("Code").fill("B3")
    page.get_by_role("button", name="Save area").last.click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("B3. Which families never ask for help?")
    page.get_by_role("button", name="Move up area B").click()
    manager.check()
    page.get_by_role("link", name="Take out area H").click()
    manager.check()
    page.get_by_role("button", name="Take it out").click()
    manager.check()

    page.get_by_role("link", name="Edit name, introduction and scale").click()
    manager.check()
    page.get_by_role("button", name="Add a judgement").click()
    manager.check()
    page.get_by_role("button", name="Take out").last.click()
    manager.check()
    page.get_by_label("What it means").first.fill("The best that we know.")
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()
    page.get_by_role("link", name="What changed since Core self-assessment, 2026").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("Questions: 1 new, 2 taken out.")
    page.get_by_role("link", name="Mercia’s questions, 2026-27").click()
    manager.check()
    page.get_by_role("link", name="Publish framework…").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("Nothing in it changes afterwards")
    page.get_by_role("button", name="Publish framework").click()
    manager.check()
    expect(page.get_by_role("link", name="Start next version")).to_be_visible()

    reader = visitor(size, javascript)
    reader.sign_in(alice)
    read = reader.open(page.url)
    expect(read.get_by_role("main")).to_contain_text("B3. Which families never ask for help?")
    expect(read.get_by_role("link", name="Start next version")).to_have_count(0)


@BOTH
def test_a_spreadsheet_is_mended_and_brought_in(visitor, mercia, dana, size, javascript):
    draft = shapes.framework(of=mercia, status="draft", name="Mercia’s questions")
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"{DESK}{draft.pk}/")
    page.get_by_role("link", name="Bring in a spreadsheet").click()
    manager.check()
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose the spreadsheet.")
    page.get_by_label("Spreadsheet").set_input_files(a_file(TABLE.replace("A2", "A1").replace("Leadership", "")))
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("table")).to_contain_text("A code stands once. It stands in row 4, too.")
    expect(page.get_by_role("table")).to_contain_text("An area has a title in its first row.")
    page.get_by_label("Spreadsheet").set_input_files(a_file(TABLE))
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("Areas: 1 reworded, 1 taken out.")
    page.get_by_role("button", name="Bring it into the draft").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("A. Leadership")
    assert [point.label for point in FrameworkVersion.objects.get().scale.all()] == ["Good", "Poor"]


@BOTH
@pytest.mark.full
def test_two_write_in_one_area_and_the_next_version_follows(visitor, mercia, dana, size, javascript):
    draft = shapes.framework(of=mercia, status="draft", name="Mercia’s questions", areas=1, prompts=1)
    area = draft.areas.first()
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"{DESK}{draft.pk}/areas/{area.pk}/")
    page.get_by_label("Title").fill("Typed meanwhile")
    area.rewrite(by=dana, version=area.version, title="Saved meanwhile")
    page.get_by_role("button", name="Save area").last.click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("Saved meanwhile")
    page.get_by_role("button", name="Save mine instead").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("A. Typed meanwhile")
    page.get_by_role("link", name="Publish framework…").click()
    page.get_by_role("button", name="Publish framework").click()
    page.get_by_role("link", name="Start next version").click()
    manager.check()
    page.get_by_label("Version").fill("2027")
    page.get_by_role("button", name="Start next version").click()
    manager.check()
    page.get_by_role("link", name="Discard draft").click()
    manager.check()
    page.get_by_role("button", name="Discard draft").click()
    manager.check()
    assert sorted(FrameworkVersion.objects.values_list("label", "status")) == [
        ("2026", "published"), ("2027", "discarded"),
    ]  # fmt: skip
