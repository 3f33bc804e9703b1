"""The desk against tampered forms, old ones and those that two people send: nothing is lost, nothing fails."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.updates.test_desk import words
from updates.actions import publish, save_draft, start_draft
from updates.models import ImportedDocument, Update


@pytest.fixture
def desk(signed_in, dana):
    return signed_in(dana)


def save(desk, draft, **changes):
    return desk.post(f"/updates/{draft.update_id}/edit/", words(draft, **changes))


def test_a_related_update_stays_picked_however_many_newer_ones_there_are(desk, mercia, dana):
    old = make.update(mercia, "2010-01", by=dana).update
    draft = make.draft(mercia, by=dana, related=[old.pk])
    for month in range(1, 13):
        make.update(mercia, f"2014-{month:02}", by=dana)
    assert save(desk, draft, related=[old.pk]).status_code == 302
    assert list(draft.related.all()) == [old]


@pytest.mark.parametrize("picked", ["another region's", "a draft", "x", 2**31, 2**63, 10**20])
def test_only_what_the_form_offers_can_be_picked_as_related(desk, mercia, wessex, dana, picked):
    make.update(mercia, "2010-01", by=dana)
    known = {
        "another region's": make.update(wessex, "2010-02").update_id,
        "a draft": make.draft(mercia, "2010-03", by=dana).update_id,
    }
    draft = make.draft(mercia, by=dana)
    page = save(desk, draft, title="Not saved", related=[known.get(picked, picked)])
    assert (page.status_code, list(draft.related.all())) == (200, [])
    assert page.context["words"].edition["title"].value() == "Not saved"


@pytest.mark.parametrize("button", ["section-up-²", "section-down-" + "9" * 5000, "contact-remove-²", "section-up--1"])
def test_a_button_that_the_page_never_had_saves_and_moves_nothing(desk, mercia, dana, button):
    draft = make.draft(mercia, by=dana, sections=[("One", "<p>1</p>"), ("Two", "<p>2</p>")])
    form = {"sections-TOTAL_FORMS": 2, "sections-1-heading": "Two", "sections-1-body": "2", "sections-1-anchor": "two"}
    assert save(desk, draft, title="Saved", do=button, **form).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, [section.heading for section in draft.sections.all()]) == ("Saved", ["One", "Two"])


def test_a_form_of_the_draft_before_this_one_is_out_of_date(desk, mercia, dana):
    """The new draft has been saved as often as the old one had been: their versions may not be the same."""
    old = make.draft(mercia, by=dana)
    form = words(old, title="From the old form")
    publish(old, by=dana, version=old.version)
    new = start_draft(old.update, by=dana)
    page = desk.post(f"/updates/{old.update_id}/edit/", form)
    new.refresh_from_db()
    assert (page.status_code, new.title) == (409, "Mercia update, November 2015")


def test_so_is_a_form_of_a_draft_that_was_discarded(desk, mercia, dana):
    old = make.draft(mercia, by=dana)
    form = words(old, title="From the old form")
    old.discard(by=dana)
    new = make.draft(mercia, by=dana)
    page = desk.post(f"/updates/{old.update_id}/edit/", form)
    new.refresh_from_db()
    assert (page.status_code, new.title) == (409, "Mercia update, November 2015")


def test_a_draft_that_somebody_went_on_with_is_not_discarded(desk, mercia, dana):
    draft = make.draft(mercia, by=dana)
    path = f"/updates/{draft.update_id}/discard/"
    hidden = dict(desk.get(path).context["hidden"])
    save_draft(draft, make.text("An hour of work"), version=draft.version, by=dana)
    desk.post(path, hidden)
    draft.refresh_from_db()
    assert (draft.status, draft.title) == ("draft", "An hour of work")
    desk.post(path, dict(desk.get(path).context["hidden"]))
    draft.refresh_from_db()
    assert draft.status == "discarded"


@pytest.mark.parametrize(
    ("verb", "form", "status"),
    [
        ("publish", {}, "published"),
        ("withdraw", {"reason": "In error."}, "published"),
        ("discard", {}, "discarded"),
    ],
)
def test_a_button_pressed_twice_leads_to_what_it_did(desk, mercia, dana, verb, form, status):
    edition = make.update(mercia, by=dana) if verb == "withdraw" else make.draft(mercia, by=dana)
    path = f"/updates/{edition.update_id}/{verb}/"
    first, second = (desk.post(path, form | {"version": edition.version}) for _ in range(2))
    edition.refresh_from_db()
    assert (first.status_code, edition.status) == (302, status)
    assert second["Location"] == f"/updates/{edition.update_id}/"


def sections(number):
    """The rows of so many sections, as a browser sends them."""
    rows = {"sections-TOTAL_FORMS": number, "sections-INITIAL_FORMS": 0}
    for at in range(number):
        rows |= {f"sections-{at}-heading": f"Section {at}", f"sections-{at}-body": "Words."}
    return rows


def test_sections_by_the_hundred_are_saved_and_too_many_all_come_back(desk, mercia, dana):
    draft = make.draft(mercia, by=dana)
    assert save(desk, draft, **sections(130)).status_code == 302
    assert draft.sections.count() == 130
    draft.refresh_from_db()
    page = save(desk, draft, **sections(300))
    assert [error["message"] for error in page.context["errors"]] == [
        "These are more than 200. Put some of them together."
    ]
    assert page.context["words"].sections[299]["heading"].value() == "Section 299"


def test_a_form_of_five_thousand_fields_is_refused(desk, mercia, dana):
    draft = make.draft(mercia, by=dana)
    assert save(desk, draft, **sections(1700)).status_code == 400
    assert draft.sections.count() == 1


def test_a_special_edition_has_a_name_that_can_stand_in_an_address(desk, mercia):
    page = desk.post("/updates/new/", {"region": mercia.pk, "month": 11, "year": 2015, "special": "!!!"})
    assert (list(page.context["form"].errors), Update.objects.count()) == (["special"], 0)


def test_a_tag_that_could_have_no_address_is_said_and_not_dropped(desk, mercia, dana):
    page = save(desk, make.draft(mercia, by=dana), tags="SEND, 日本")
    assert page.context["words"].edition.errors == {"tags": ["Write the tag “日本” with letters or figures."]}


def test_of_a_file_and_a_text_neither_is_dropped(desk, mercia):
    file = SimpleUploadedFile("update.txt", b"Mercia update, November 2015")
    page = desk.post("/updates/bring-in/", {"text": "Something else.", "file": file})
    assert (list(page.context["form"].errors), ImportedDocument.objects.count()) == (["text"], 0)
    assert page.context["form"]["text"].value() == "Something else."
