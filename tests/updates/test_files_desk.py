"""The pages on which pictures and documents are added to a draft, changed and removed."""

import uuid

import pytest
from django.utils.html import escape

from portal.files import refusals
from tests import make
from tests.files import make as make_file
from updates.actions import save_draft
from updates.models import Attached
from updates.words import edition_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, sections=[("One", "<p>1</p>"), ("Two", "<p>2</p>")])


@pytest.fixture
def desk(draft, dana, signed_in):
    """A function: Dana sends a form to a page of the draft; `version` as the page has it now unless said."""
    browser = signed_in(dana)

    def send(page, **values):
        draft.refresh_from_db()
        values = {"version": draft.version, "form_key": uuid.uuid4()} | values
        return browser.post(f"/updates/{draft.update_id}/{page}/", values)

    send.browser = browser
    return send


def png(**options):
    return make_file.upload("chart.png", make_file.picture((60, 40), "PNG", **options))


def pdf():
    return make_file.upload("Terms.pdf", make_file.PDF)


def said(response):
    """What the form complains of, by field."""
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def add_picture(desk, **values):
    return desk("pictures/new", **{"file": png(), "alt": "A chart", "section": "two"} | values)


def test_a_picture_is_added_to_the_section_that_was_chosen(desk, draft):
    edit = f"/updates/{draft.update_id}/edit/"
    assert add_picture(desk).url == f"{edit}#section-1"
    one = draft.attached.get()
    assert draft.sections.last().body == f"<p>2</p><figure>{one.as_tag()}</figure>"
    page = desk.browser.get(edit).content.decode()
    assert "A chart" in page
    assert "In “Two”" in page


def test_the_section_is_the_one_whose_button_was_pressed(desk, draft):
    text = {"sections-0-heading": "One", "sections-0-anchor": "one", "sections-0-body": "<p>New words.</p>",
            "sections-1-heading": "Two", "sections-1-anchor": "two", "sections-1-body": "<p>2</p>",
            "sections-TOTAL_FORMS": 2, "sections-INITIAL_FORMS": 2, "contacts-TOTAL_FORMS": 0,
            "contacts-INITIAL_FORMS": 0, "title": "Kept"}  # fmt: skip
    answer = desk("edit", do="picture-new-1", **text)
    assert answer.url == f"/updates/{draft.update_id}/pictures/new/?section=1"
    assert [s.body for s in draft.sections.all()] == ["<p>New words.</p>", "<p>2</p>"]
    assert desk.browser.get(answer.url).context["form"].initial == {"section": "two"}
    assert desk("edit", do="file-new", **text).url == f"/updates/{draft.update_id}/files/new/"


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"alt": ""}, {"alt": ["Say what the picture shows, or tick that it is decorative."]}),
        ({"alt": "chart.png"}, {"alt": ["Say what the picture shows: this is the name of a file."]}),
        ({"alt": "IMG_20260304-2.JPEG"}, {"alt": ["Say what the picture shows: this is the name of a file."]}),
        ({"is_decorative": "on"},
         {"is_decorative": ["Say what it shows or tick that it is decorative, not both."]}),
        ({"file": ""}, {"file": ["Choose a file."]}),
        ({"file": make_file.upload("a.png", b"")}, {"file": [refusals.EMPTY]}),
        ({"file": make_file.upload("a.png", make_file.PDF)}, {"file": [refusals.NO_PICTURE]}),
        ({"file": make_file.upload("a.png", make_file.png_that_claims(30_000, 30_000))},
         {"file": [refusals.TOO_MANY_PIXELS]}),
        ({"section": "three"}, {"section": ["Select a valid choice. three is not one of the available choices."]}),
    ],
    ids=["no-alt", "file-name", "camera-name", "both", "no-file", "empty", "disguised", "pixels", "section"],
)  # fmt: skip
def test_what_is_wrong_with_a_picture_is_said_and_nothing_is_added(desk, draft, values, complaint):
    answer = add_picture(desk, **values)
    assert (answer.status_code, said(answer)) == (200, complaint)
    if "alt" not in values:
        assert answer.context["form"]["alt"].value() == "A chart"
    assert Attached.objects.count() == 0


def test_a_decorative_picture_needs_no_words(desk, draft):
    add_picture(desk, alt="", is_decorative="on")
    assert 'alt=""' in draft.sections.last().body


@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        (("run.exe", b"MZ"), refusals.OTHER_KIND),
        (("a.pdf", b"<html>"), refusals.disguised("PDF")),
        (("a.docm", b"PK"), refusals.MACROS),
        (("bomb.docx", make_file.office("docx", word__document="0" * 5_000_000)), refusals.UNSAFE),
        (("locked.docx", make_file.encrypted()), refusals.PROTECTED),
        (("empty.pdf", b""), refusals.EMPTY),
    ],
    ids=["exe", "disguised", "macros", "bomb", "locked", "empty"],
)
def test_what_is_wrong_with_a_document_is_said_and_its_title_kept(desk, draft, file, complaint):
    answer = desk("files/new", file=make_file.upload(*file), title="Terms of reference")
    assert said(answer) == {"file": [complaint]}
    assert escape(complaint) in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Terms of reference"
    assert Attached.objects.count() == 0


def test_a_document_needs_a_title(desk):
    assert said(desk("files/new", file=pdf(), title=" ")) == {"title": ["Give the document a title."]}


def test_pressing_twice_adds_one_file(desk, draft):
    key = uuid.uuid4()
    first, second = (desk("files/new", file=pdf(), title="Terms", form_key=key) for _ in range(2))
    assert first.url == second.url == f"/updates/{draft.update_id}/edit/#files"
    assert draft.attached.count() == 1


@pytest.mark.parametrize("page", ["pictures/new", "files/new"])
def test_a_file_for_a_draft_that_somebody_saved_meanwhile_is_not_added_and_words_are_kept(desk, draft, dana, page):
    old = draft.version
    save_draft(draft, edition_text(draft), version=old, by=dana)
    file = png() if page.startswith("pictures") else pdf()
    answer = desk(page, file=file, alt="A chart", title="Terms", section="two", version=old)
    assert answer.status_code == 409
    assert said(answer) == {
        "__all__": [
            "Dana saved this draft after you opened this page. Choose the file again, and press the button once more."
        ]
    }
    form = answer.context["form"]
    assert (form["alt"].value() if "alt" in form.fields else form["title"].value()) in ("A chart", "Terms")
    assert dict(answer.context["hidden"])["version"] == old + 1
    assert Attached.objects.count() == 0


def test_a_document_is_renamed_replaced_and_removed(desk, draft):
    desk("files/new", file=pdf(), title="Terms")
    one = draft.attached.get()
    page, size = f"files/{one.slot}/edit", one.blob.size
    assert desk.browser.get(f"/updates/{draft.update_id}/{page}/").context["form"]["title"].value() == "Terms"
    desk(page, title="New terms")
    new = make_file.upload("terms v2.pdf", make_file.PDF + b"%%EOF")
    desk(page, title="New terms", file=new)
    changed = draft.attached.get()
    assert (changed.title, changed.url, changed.blob.size) == ("New terms", one.url, size + 5)
    assert desk.browser.get(f"/updates/{draft.update_id}/files/{one.slot}/remove/").status_code == 200
    assert draft.attached.count() == 1
    desk(f"files/{one.slot}/remove")
    assert draft.attached.count() == 0


def test_a_picture_is_described_anew_where_it_stands(desk, draft):
    add_picture(desk)
    one = draft.attached.get()
    assert said(desk(f"files/{one.slot}/edit", alt="")) == {
        "alt": ["Say what the picture shows, or tick that it is decorative."]
    }
    desk(f"files/{one.slot}/edit", alt="Agency use fell by half")
    assert 'alt="Agency use fell by half"' in draft.sections.last().body


@pytest.mark.parametrize("page", ["edit", "remove"])
def test_a_stale_form_about_a_file_changes_nothing(desk, draft, page):
    desk("files/new", file=pdf(), title="Terms")
    one = draft.attached.get()
    answer = desk(f"files/{one.slot}/{page}", title="Other", version=1)
    assert answer.status_code in (302, 409)
    assert list(draft.attached.values("title", "blob")) == [{"title": "Terms", "blob": one.blob_id}]


def test_files_of_other_updates_are_not_reached_through_this_one(desk, draft, mercia, dana):
    other = make.draft(mercia, "2015-12", by=dana)
    desk("files/new", file=pdf(), title="Terms")
    one = draft.attached.get()
    for page in ("edit", "remove"):
        assert desk.browser.get(f"/updates/{other.update_id}/files/{one.slot}/{page}/").status_code == 404


@pytest.mark.parametrize("do", ["file-edit-x", "file-burn-1", "picture-new-x", "file-", "picture-"])
def test_a_senseless_button_only_saves(desk, draft, do):
    text = {"sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0, "contacts-TOTAL_FORMS": 0,
            "contacts-INITIAL_FORMS": 0, "title": "Kept"}  # fmt: skip
    answer = desk("edit", do=do, **text)
    assert answer.status_code == 302
    assert answer.url.startswith(f"/updates/{draft.update_id}/")
