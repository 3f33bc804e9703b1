"""A programme manager puts a picture into the text and a document beside it; readers see both once it is published."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.files import make as make_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BOTH = pytest.mark.parametrize(
    ("size", "javascript"), [("desktop", True), ("phone", True), ("desktop", False)], ids=["desktop", "phone", "plain"]
)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"


def png(colour=(60, 110, 120)):
    picture = make_file.picture((1000, 600), "PNG", colour=colour)
    return {"name": "IMG_2041.png", "mimeType": "image/png", "buffer": picture}


def pdf():
    return {"name": "Terms of reference.pdf", "mimeType": "application/pdf", "buffer": make_file.PDF}


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, sections=[("Workforce", "<p>More stayed.</p>"), ("Adoption", "<p>Quicker.</p>")])


def writer(visitor, dana, draft, size="desktop", javascript=True):
    browser = visitor(size, javascript)
    browser.sign_in(dana)
    browser.open(f"/updates/{draft.update_id}/edit/")
    return browser


def press(browser, name, within="body"):
    """Press a button and wait for the page that it leads to: re-encoding a picture takes a second or two."""
    with browser.page.expect_navigation():
        browser.page.locator(within).get_by_role("button", name=name).last.click()
    browser.check()


def add_picture(browser, section="section 1", alt="A chart: agency use fell by half"):
    page = browser.page
    press(browser, f"Add a picture to {section}")
    page.get_by_label("Choose a picture").set_input_files(png())
    page.get_by_label("What does it show?").fill(alt)
    press(browser, "Add picture")


@BOTH
def test_a_picture_and_a_document_from_the_draft_to_the_reader(visitor, mercia, dana, draft, size, javascript):
    browser = writer(visitor, dana, draft, size, javascript)
    page = browser.page
    page.get_by_label("Title").fill("Typed before adding")
    press(browser, "Add a picture to section 1")
    expect(page.get_by_label("Which section is it for?")).to_have_value("workforce")
    page.get_by_label("Choose a picture").set_input_files(png())
    press(browser, "Add picture")
    expect(page.get_by_role("alert")).to_contain_text("Say what the picture shows, or tick that it is decorative.")
    page.get_by_label("Choose a picture").set_input_files(png())
    page.get_by_label("What does it show?").fill("A chart: agency use fell by half")
    press(browser, "Add picture")
    expect(page.get_by_label("Title")).to_have_value("Typed before adding")
    expect(page.locator("#files")).to_contain_text("In “Workforce”")

    press(browser, "Add a document")
    page.get_by_label("Choose a file").set_input_files(pdf())
    page.get_by_label("Title").fill("Terms of reference")
    press(browser, "Add document")
    expect(page.locator("#files")).to_contain_text("PDF, 1 kB")
    picture, document = draft.attached.all()

    reader = visitor(size, javascript)
    for one in (picture, document):
        assert reader.page.request.get(one.url).status == 404
    press(browser, "Save and preview")
    expect(page.get_by_role("img", name="A chart: agency use fell by half")).to_be_visible()
    page.goto(f"/updates/{draft.update_id}/publish/")
    press(browser, "Publish update")

    seen = reader.open("/mercia/updates/2015-11/")
    shown = seen.get_by_role("img", name="A chart: agency use fell by half")
    shown.scroll_into_view_if_needed()
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    given = shown.evaluate("(image) => image.currentSrc")
    assert given.endswith(f"{picture.url}?w=720" if size == "phone" else picture.url)
    with seen.expect_download() as download:
        seen.get_by_role("link", name="Terms of reference (PDF, 1 kB)").click()
    assert download.value.suggested_filename == "terms-of-reference.pdf"


def test_in_the_editor_a_picture_is_described_captioned_and_moved(visitor, dana, draft):
    browser = writer(visitor, dana, draft)
    add_picture(browser)
    page = browser.check()
    one = draft.attached.get()
    tag = f'<img src="{one.url}" alt="{{}}" width="1000" height="600">'
    words = page.get_by_label("What does this picture show?")
    expect(words).to_have_value("A chart: agency use fell by half")
    words.fill("Agency use, falling")
    page.locator("figcaption").click()
    page.keyboard.type("Source: the region")
    page.get_by_role("button", name="Move picture up").click()
    expect(page.get_by_role("button", name="Move picture up")).to_be_focused()
    press(browser, "Save draft")
    figure = f"<figure>{tag.format('Agency use, falling')}<figcaption>Source: the region</figcaption></figure>"
    assert draft.sections.first().body == f"{figure}<p>More stayed.</p>"
    one.refresh_from_db()
    assert one.alt == "Agency use, falling"
    page.get_by_label("It is decorative").check()
    press(browser, "Save draft")
    assert draft.sections.first().body == figure.replace("Agency use, falling", "") + "<p>More stayed.</p>"
    page.get_by_role("button", name="Take picture out").click()
    press(browser, "Save draft")
    assert draft.sections.first().body == "<p>More stayed.</p>"
    expect(page.locator("#files")).to_contain_text("Not in the text")


def test_the_editor_changes_nothing_about_a_picture_by_itself(visitor, dana, draft):
    """A draft that is opened and saved says what it said."""
    browser = writer(visitor, dana, draft)
    add_picture(browser)
    body = draft.sections.first().body
    browser.page.get_by_role("textbox", name="Text").first.click()
    browser.page.keyboard.type("Very ")
    browser.page.get_by_role("button", name="Save draft").last.click()
    browser.check()
    assert draft.sections.first().body.replace("Very ", "") == body


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
@pytest.mark.full
def test_a_file_is_replaced_and_removed(visitor, dana, draft, javascript):
    browser = writer(visitor, dana, draft, javascript=javascript)
    add_picture(browser)
    page, before = browser.page, draft.attached.get().blob
    press(browser, "Describe or replace")
    page.get_by_label("Replace it with another picture").set_input_files(png((200, 30, 30)))
    press(browser, "Save")
    assert draft.attached.get().blob != before
    press(browser, "Remove", within="#files")
    press(browser, "Remove picture")
    assert (draft.attached.count(), draft.sections.first().body) == (0, "<p>More stayed.</p>")
