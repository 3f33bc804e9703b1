"""The desk as its user meets it: what is typed is saved or comes back, and nothing is made twice."""

import uuid

import pytest

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests import make
from updates.actions import publish, start_draft
from updates.models import Edition, ImportedDocument, Update

PASTED = """Mercia update, November 2015

Workforce

More social workers stayed this year than last.

Tags assigned to this article: EARLY HELP 12 WORKFORCE 3
"""


@pytest.fixture
def desk(signed_in, dana):
    return signed_in(dana)


def words(draft, **changes):
    """The edit form of a draft with one section and no contacts, as a browser sends it."""
    section = draft.sections.first()
    return {
        "version": draft.version, "do": "save", "title": draft.title, "in_short": "", "tags": "", "supported_by": "",
        "sections-TOTAL_FORMS": 1, "sections-INITIAL_FORMS": 1, "sections-0-heading": section.heading,
        "sections-0-body": section.body, "sections-0-anchor": section.anchor,
        "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    } | changes  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_the_same_of_the_database_for_one_update_as_for_three(
    desk, mercia, dana, django_assert_num_queries, rows
):
    for month in range(1, rows + 1):
        make.draft(mercia, f"2016-0{month}", by=dana)
    desk.get("/updates/desk/")
    with django_assert_num_queries(6):
        response = desk.get("/updates/desk/")
    assert len(response.context["page"].object_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_so_does_the_record_of_an_update_however_many_editions_it_has(
    desk, mercia, dana, django_assert_num_queries, rows
):
    edition = make.update(mercia, by=dana)
    for _ in range(rows - 1):
        draft = start_draft(edition.update, by=dana)
        publish(draft, by=dana, version=draft.version)
    path = f"/updates/{edition.update_id}/"
    desk.get(path)
    with django_assert_num_queries(11):
        response = desk.get(path)
    assert len(response.context["editions"]) == rows


def test_a_form_sent_twice_starts_one_update_and_leads_to_it(desk, mercia):
    form = {"region": mercia.pk, "month": 11, "year": 2015, "form_key": uuid.uuid4()}
    first, second = (desk.post("/updates/new/", form) for _ in range(2))
    assert first["Location"] == second["Location"] == f"/updates/{Update.objects.get().pk}/edit/"


def test_a_month_that_is_taken_is_said_beside_its_field_and_a_name_makes_it_special(desk, mercia, dana):
    make.update(mercia, by=dana)
    form = {"region": mercia.pk, "month": 11, "year": 2015, "form_key": uuid.uuid4()}
    page = desk.post("/updates/new/", form)
    assert list(page.context["form"].errors) == ["special"]
    assert page.context["form"]["year"].value() == "2015"
    desk.post("/updates/new/", form | {"special": "Spring conference"})
    assert Update.objects.get(special="Spring conference").special_slug == "spring-conference"


@pytest.mark.parametrize(
    ("months", "period"),
    [
        ({"month": 10, "year": 2019, "to_month": 12}, "2019-10--2019-12"),
        ({"month": 12, "year": 2019, "to_month": 1, "to_year": 2020}, "2019-12--2020-01"),
        ({"month": 10, "year": 2019, "to_month": 10}, "2019-10"),
    ],
)
def test_an_update_may_cover_a_run_of_months(desk, mercia, months, period):
    desk.post("/updates/new/", {"region": mercia.pk, **months})
    assert Update.objects.get().period.slug == period


@pytest.mark.parametrize(
    ("months", "field"),
    [
        ({"month": 10, "year": 2019, "to_month": 9}, "to_month"),
        ({"month": 10, "year": 2019, "to_year": 2020}, "to_month"),
        ({"month": 13, "year": 2019}, "month"),
        ({"month": 10, "year": 10**20}, "year"),
        ({"month": 10, "year": ""}, "year"),
    ],
)
def test_months_that_can_not_be_are_said_beside_their_field(desk, mercia, months, field):
    page = desk.post("/updates/new/", {"region": mercia.pk, **months})
    assert list(page.context["form"].errors) == [field]


def test_another_region_can_not_be_slipped_into_the_form(desk, mercia, wessex):
    page = desk.post("/updates/new/", {"region": wessex.pk, "month": 11, "year": 2015})
    assert list(page.context["form"].errors) == ["region"]
    assert Update.objects.count() == 0


def test_saving_a_draft_keeps_what_was_typed(desk, mercia, dana):
    draft = make.draft(mercia, by=dana)
    response = desk.post(
        f"/updates/{draft.update_id}/edit/",
        words(draft, title="New", tags="SEND, Early help", **{"sections-0-body": "One\n\n- a\n- b"}),
    )
    draft.refresh_from_db()
    assert response["Location"] == f"/updates/{draft.update_id}/edit/"
    assert (draft.title, [tag.name for tag in draft.tags.all()]) == ("New", ["Early help", "SEND"])
    assert draft.sections.get().body == "<p>One</p>\n<ul><li>a</li><li>b</li></ul>"


def test_a_mistake_saves_nothing_and_gives_every_word_back(desk, mercia, dana):
    draft = make.draft(mercia, by=dana)
    form = words(
        draft,
        title="New",
        tags="x" * 61,
        **{"contacts-TOTAL_FORMS": 1, "contacts-0-email": "nobody", "in_short": "Kept"},
    )
    page = desk.post(f"/updates/{draft.update_id}/edit/", form)
    draft.refresh_from_db()
    assert draft.title == "Mercia update, November 2015"
    assert [error["url"] for error in page.context["errors"]] == ["#id_tags", "#id_contacts-0-email"]
    shown = page.context["words"]
    assert (shown.edition["in_short"].value(), shown.contacts[0]["email"].value()) == ("Kept", "nobody")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1"])
def test_a_stale_or_senseless_version_shows_both_texts_and_saves_neither(desk, mercia, dana, version):
    draft = make.draft(mercia, by=dana, title="Hers")
    page = desk.post(f"/updates/{draft.update_id}/edit/", words(draft, title="His", version=version))
    draft.refresh_from_db()
    assert (page.status_code, draft.title) == (409, "Hers")
    conflict = page.context["conflict"]
    assert (conflict.theirs[0].html, conflict.mine[0].html) == ("<p>Hers</p>", "<p>His</p>")
    assert [value for name, value in conflict.fields if name == "title"] == ["His"]


def test_text_written_while_the_draft_was_published_comes_back(desk, mercia, dana):
    draft = make.draft(mercia, by=dana)
    form = words(draft, title="Too late")
    publish(draft, by=dana, version=draft.version)
    page = desk.post(f"/updates/{draft.update_id}/edit/", form)
    assert page.status_code == 409
    assert page.context["conflict"].mine[0].html == "<p>Too late</p>"
    desk.post(f"/updates/{draft.update_id}/edit/", dict(page.context["conflict"].fields) | {"do": "start"})
    assert draft.update.draft.title == "Too late"
    assert draft.update.live.title == "Mercia update, November 2015"


@pytest.mark.parametrize(
    "tampered", [{"sections-TOTAL_FORMS": "x"}, {"sections-TOTAL_FORMS": 5000}, {"do": "section-up-99"}]
)
def test_a_tampered_form_is_answered_and_harms_nothing(desk, mercia, dana, tampered):
    draft = make.draft(mercia, by=dana)
    response = desk.post(f"/updates/{draft.update_id}/edit/", words(draft, **tampered))
    assert response.status_code in (200, 302)
    assert draft.sections.get().heading == "Workforce"


def test_pasted_text_becomes_a_draft_through_the_check_screen(desk, mercia, dana):
    check = desk.post("/updates/bring-in/", {"text": PASTED})["Location"]
    page = desk.get(check)
    assert page.context["address"].initial == {"region": mercia.pk, "month": 11, "year": 2015}
    form = {
        "region": mercia.pk, "month": 11, "year": 2015, "title": "Mercia update, November 2015", "tags": "Early help",
        "sections-TOTAL_FORMS": 1, "sections-INITIAL_FORMS": 1, "sections-0-heading": "Workforce",
        "sections-0-body": "<p>More stayed.</p>", "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip
    first, second = (desk.post(check, form) for _ in range(2))
    edition = Edition.objects.get()
    assert first["Location"] == second["Location"] == f"/updates/{edition.update_id}/edit/"
    assert ImportedDocument.objects.get().update == edition.update
    assert [event.verb for event in AuditEvent.objects.about(edition.update)] == ["started a draft of"]


def test_only_who_brought_a_document_in_sees_it(desk, signed_in, mercia, dana):
    check = desk.post("/updates/bring-in/", {"text": PASTED})["Location"]
    colleague = make.person("Colleague")
    make.post(colleague, "programme-manager", mercia)
    assert User.objects.get(pk=colleague.pk).manages(mercia)
    assert signed_in(colleague).get(check).status_code == 404


@pytest.mark.parametrize("text", ["", "   \n  "])
def test_nothing_to_read_is_said_beside_the_box(desk, text):
    page = desk.post("/updates/bring-in/", {"text": text})
    assert page.context["form"].errors == {"text": ["Paste the text of the update, or choose a file."]}


def test_withdrawing_needs_a_reason(desk, mercia, dana):
    update = make.update(mercia, by=dana).update
    page = desk.post(f"/updates/{update.pk}/withdraw/", {"reason": " "})
    assert page.context["form"].errors == {"reason": ["Say why the update is withdrawn."]}
    assert update.live is not None


def test_a_doubt_leads_to_the_section_it_is_about(desk, mercia):
    text = "Mercia update, November 2015\n\nWords before any heading.\n\nWorkforce\n\nMore stayed."
    check = desk.post("/updates/bring-in/", {"text": text})["Location"]
    page = desk.get(check)
    places = {doubt["place"]: doubt["url"] for doubt in page.context["doubts"]}
    assert places["Introduction"] == "#section-0"
    assert 'In <a href="#section-0">Introduction</a>.' in page.content.decode()


def test_only_those_who_manage_the_region_are_led_from_a_public_page_to_its_record(signed_in, mercia, dana, erin):
    update = make.update(mercia, by=dana).update
    led = [
        f"/updates/{update.pk}/" in signed_in(who).get("/mercia/updates/2015-11/").content.decode()
        for who in (None, erin, dana)
    ]
    assert led == [False, False, True]
