"""A programme manager brings in last month's update, corrects it, previews it, publishes it; a reader finds it."""

import re
from io import BytesIO

import pytest
from docx import Document
from playwright.sync_api import expect

from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]


def last_months_update():
    """A Word document as a programme manager might have it: styled headings, a list, a table, contacts, tags."""
    document = Document()
    document.add_heading("Mercia Regional Update - October 2026", 0)
    document.add_heading("Peer challenge", 1)
    document.add_paragraph("All eight authorities took part in the autumn round of peer challenge.")
    document.add_paragraph("Ardenvale gave challenge on early help.", style="List Bullet")
    document.add_paragraph("Severnford received it on the front door.", style="List Bullet")
    document.add_heading("Workforce", 1)
    document.add_paragraph("Agency use fell again.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Quarter", "Posts", "July", "88"), strict=True
    ):
        cell.text = text
    document.add_paragraph("Tags assigned to this article: EARLY HELP 12 WORKFORCE 3")
    file = BytesIO()
    document.save(file)
    return {"name": "october.docx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}


@pytest.mark.parametrize(
    ("size", "javascript"), [("desktop", True), ("phone", True), ("desktop", False)], ids=["desktop", "phone", "plain"]
)
def test_from_a_document_to_a_public_page(visitor, mercia, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/updates/desk/")
    page.get_by_role("link", name="Bring in a document").click()
    manager.check()

    page.get_by_label("Choose a file").set_input_files(last_months_update())
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was found")
    expect(page.get_by_label("Heading").first).to_have_value("Peer challenge")
    expect(page.get_by_label("Tags")).to_have_value("Early help, Workforce")
    page.get_by_label("In short").fill("Every authority took part.")
    page.get_by_role("button", name="Save as a draft").click()
    manager.check()

    page.get_by_label("Heading").nth(1).fill("People")
    page.get_by_role("button", name="Save and preview").click()
    manager.check()
    expect(page.get_by_role("heading", level=2, name="People")).to_be_visible()
    expect(page.get_by_text("Every authority took part.")).to_be_visible()
    expect(page.get_by_role("cell", name="88")).to_be_visible()

    page.goto(f"/updates/{mercia.updates.get().pk}/publish/")
    manager.check()
    page.get_by_role("button", name="Publish update").click()
    manager.check()
    assert page.url.endswith("/mercia/updates/2026-10/")

    reader = visitor(size, javascript)
    seen = reader.open("/mercia/")
    seen.get_by_role("link", name="Mercia Regional Update - October 2026").first.click()
    reader.check()
    expect(seen.get_by_role("heading", level=2, name="Peer challenge")).to_be_visible()
    seen.get_by_role("link", name=re.compile("Early help")).click()
    reader.check()
    expect(seen.get_by_role("link", name="Mercia Regional Update - October 2026")).to_be_visible()
    reader.open("/updates/?region=mercia&year=2026")
    expect(seen.get_by_role("link", name="Mercia Regional Update - October 2026")).to_be_visible()
    reader.open("/search/?q=severnford")
    seen.get_by_role("main").get_by_role("link", name=re.compile("Peer challenge")).first.click()
    reader.check()
    assert seen.url.endswith("/mercia/updates/2026-10/#peer-challenge")
    feed = seen.request.get("/mercia/updates/feed/")
    assert "Mercia Regional Update - October 2026" in feed.text()


def test_writing_with_the_editor(visitor, mercia, dana):
    """What is typed, made bold and listed in the editor is what is saved."""
    draft = make.draft(mercia, by=dana, sections=[("Workforce", "<p>Before.</p>")])
    manager = visitor()
    manager.sign_in(dana)
    page = manager.open(f"/updates/{draft.update_id}/edit/")
    box = page.get_by_role("textbox", name="Text")
    box.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("- first")
    page.keyboard.press("Enter")
    page.keyboard.type("second")
    page.get_by_role("button", name="Save draft").last.click()
    manager.check()
    draft.refresh_from_db()
    assert draft.sections.get().body == (
        "<p>Before.</p><p><strong>Bold</strong></p><ul><li><p>first</p></li><li><p>second</p></li></ul>"
    )


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_sections_are_added_moved_and_removed(visitor, mercia, dana, javascript):
    draft = make.draft(mercia, by=dana, sections=[("One", "<p>1</p>"), ("Two", "<p>2</p>"), ("Three", "<p>3</p>")])
    manager = visitor(javascript=javascript)
    manager.sign_in(dana)
    page = manager.open(f"/updates/{draft.update_id}/edit/")
    page.get_by_role("button", name="Move up section 3").click()
    manager.check()
    page.get_by_role("button", name="Remove section 1").click()
    manager.check()
    page.get_by_role("button", name="Add a section").click()
    manager.check()
    page.get_by_label("Heading").nth(2).fill("Four")
    page.get_by_role("button", name="Save draft").last.click()
    manager.check()
    assert [section.heading for section in draft.sections.all()] == ["Three", "Two", "Four"]


def test_a_mistake_keeps_the_text_and_names_the_field(visitor, mercia, dana):
    draft = make.draft(mercia, by=dana)
    manager = visitor("phone")
    manager.sign_in(dana)
    page = manager.open(f"/updates/{draft.update_id}/edit/")
    page.get_by_label("In short").fill("Kept.")
    page.get_by_label("E-mail").fill("not an address")
    page.get_by_role("button", name="Save draft").last.click()
    manager.check()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    expect(page.get_by_label("In short")).to_have_value("Kept.")
    summary.get_by_role("link").click()
    expect(page.get_by_label("E-mail")).to_be_focused()


def test_what_is_missing_leads_to_its_field(visitor, mercia, dana):
    draft = make.draft(mercia, by=dana, title="", sections=[("Workforce", "")])
    manager = visitor()
    manager.sign_in(dana)
    page = manager.open(f"/updates/{draft.update_id}/publish/")
    page.get_by_role("link", name="Give the update a title.").click()
    manager.check()
    expect(page.get_by_label("Title")).to_be_focused()
    page.get_by_role("link", name="Write section 1 (“Workforce”), or remove it.").click()
    expect(page.get_by_role("textbox", name="Text")).to_be_focused()


def test_a_withdrawn_update_says_why(visitor, mercia, dana):
    update = make.update(mercia, by=dana).update
    manager = visitor()
    manager.sign_in(dana)
    page = manager.open(f"/updates/{update.pk}/withdraw/")
    page.get_by_role("button", name="Withdraw update").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Say why the update is withdrawn.")
    page.get_by_label("Why is it withdrawn?").fill("Two figures were wrong.")
    page.get_by_role("button", name="Withdraw update").click()
    manager.check()
    reader = visitor("phone")
    seen = reader.open("/mercia/updates/2015-11/", status=410)
    expect(seen.get_by_text("Two figures were wrong.")).to_be_visible()
