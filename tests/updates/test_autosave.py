"""Saving by itself: into the one working draft, without history, safely repeated."""

import pytest
import time_machine
from django.test import Client

from portal.audit.models import AuditEvent
from portal.drafting.models import Presence, Version
from tests import make
from tests.updates.writing import autosaved, form_of
from updates.actions import publish, save_draft, submit
from updates.actions.conflicts import says_the_same

pytestmark = pytest.mark.on_postgresql


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, title="As it was")


@pytest.fixture
def desk(signed_in, dana):
    return signed_in(dana)


def test_it_saves_into_the_working_draft_and_tells_when(desk, draft):
    with time_machine.travel("2026-03-03T10:42:00Z", tick=False):
        status, answer = autosaved(desk, draft.update, form_of(draft, title="New"))
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("New", answer["fields"]["version"])
    assert (status, answer["state"], answer["at"], answer["others"]) == (200, "saved", "10:42", None)


def test_it_makes_no_version_no_event_and_no_message(desk, draft):
    before = AuditEvent.objects.count()
    autosaved(desk, draft.update, form_of(draft, title="New"))
    assert (Version.objects.count(), AuditEvent.objects.count()) == (0, before)
    assert list(desk.get(f"/updates/{draft.update_id}/edit/").context["messages"]) == []


def test_a_new_section_is_named_so_that_it_is_not_made_twice(desk, draft):
    form = form_of(draft, ("", ""), ("New", "<p>Words</p>"))
    _, answer = autosaved(desk, draft.update, form)
    assert answer["fields"] | {"version": 0} == {
        "version": 0, "sections-0-anchor": "workforce", "sections-2-anchor": "new",
    }  # fmt: skip
    autosaved(desk, draft.update, form | answer["fields"] | {"sections-2-heading": "Newer"})
    assert list(draft.sections.values_list("heading", "anchor")) == [("Workforce", "workforce"), ("Newer", "new")]


def test_an_answer_that_never_came_is_given_again(desk, draft):
    form = form_of(
        draft, ("New", "One\r\n\r\n- a\r\n- b"), title=" New  title ", in_short="a\r\nb", tags="SEND, early help, Send"
    )
    first, second = (autosaved(desk, draft.update, form) for _ in range(2))
    assert first == second
    assert draft.sections.count() == 2


def test_the_size_that_the_portal_gives_a_picture_is_not_a_change(draft, dana):
    picture = '<p><img src="/updates/pictures/11111111-2222-3333-4444-555555555555/" alt="A chart"{}></p>'
    draft.edited_by = dana
    draft.sections.update(body=picture.format(' width="640" height="480"'))
    same = [
        says_the_same(draft, make.text(draft.title, [("Workforce", body)], related=[]), dana)
        for body in (picture.format(""), picture.format("").replace("A chart", "Another"))
    ]
    assert same == [True, False]


def test_the_same_words_of_somebody_else_are_not_one_s_own(desk, draft, carol):
    save_draft(draft, make.text("New"), version=draft.version, by=carol)
    status, answer = autosaved(desk, draft.update, form_of(draft, title="New", version=1))
    assert (status, answer["state"]) == (409, "overtaken")


def test_other_words_on_top_of_an_older_version_are_refused_and_say_who_was_first(desk, draft, carol):
    with time_machine.travel("2026-03-03T10:42:00Z", tick=False):
        save_draft(draft, make.text("Hers"), version=draft.version, by=carol)
    status, answer = autosaved(desk, draft.update, form_of(draft, title="His", version=1))
    draft.refresh_from_db()
    assert (status, draft.title) == (409, "Hers")
    said = "Carol saved this on Tuesday 3 March 2026 at 10:42, UK time, after you opened it."
    assert answer == {"state": "overtaken", "said": said}


def test_what_is_wrong_is_said_with_its_field_and_nothing_is_saved(desk, draft):
    status, answer = autosaved(desk, draft.update, form_of(draft, title="x" * 201))
    draft.refresh_from_db()
    assert (status, draft.title) == (422, "As it was")
    assert answer == {
        "state": "invalid",
        "errors": [{"message": "Shorten “Title” to 200 characters: it has 201", "url": "#id_title"}],
    }


def test_a_draft_that_was_handed_in_or_published_takes_no_more(desk, draft, carol):
    form = form_of(draft, title="Too late")
    submit(draft, by=carol, version=draft.version)
    status, answer = autosaved(desk, draft.update, form)
    assert (status, answer["said"].partition(" on ")[0]) == (409, "Carol sent this draft for review")
    publish(draft, by=carol, version=draft.version)
    status, answer = autosaved(desk, draft.update, form)
    assert (status, answer["said"].partition(" on ")[0]) == (409, "Carol published this draft")


def test_who_saves_is_seen_at_work_and_hears_of_others(desk, signed_in, draft, carol):
    with time_machine.travel("2026-03-03T10:40:00Z", tick=False) as clock:
        autosaved(signed_in(carol), draft.update, form_of(draft, title="Hers"))
        clock.shift(240)
        signed_in(carol).post(f"/updates/{draft.update_id}/at-work/")
        draft.refresh_from_db()
        _, answer = autosaved(desk, draft.update, form_of(draft, title="His"))
    assert answer["others"] == {
        "title": "Carol is editing this (since 10:40)",
        "text": "Last seen 10:44. If both of you save, you will be asked which text to keep.",
    }
    assert Presence.objects.count() == 2


def test_reading_the_page_notes_nobody(desk, draft):
    desk.get(f"/updates/{draft.update_id}/edit/")
    assert Presence.objects.count() == 0


def test_who_is_signed_out_or_signed_in_anew_is_told_so_in_json(client, desk, draft):
    assert autosaved(client, draft.update, form_of(draft)) == (401, {"state": "signed-out"})
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    assert autosaved(strict, draft.update, form_of(draft)) == (403, {"state": "stale"})


def test_saving_asks_little_of_the_database(desk, draft, django_assert_max_num_queries):
    save_draft(
        draft, make.text("T", [(f"Section {n}", f"<p>Words {n}</p>") for n in range(12)], tags=["SEND", "Workforce"]),
        version=draft.version, by=draft.made_by,
    )  # fmt: skip
    autosaved(desk, draft.update, form_of(draft))
    draft.refresh_from_db()
    with django_assert_max_num_queries(30):
        status, _ = autosaved(desk, draft.update, form_of(draft, **{"sections-3-body": "<p>Changed</p>"}))
    assert status == 200
