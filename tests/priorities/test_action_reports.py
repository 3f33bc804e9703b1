"""Reporting on an action: what its owner says."""

import uuid
from datetime import date

import pytest
import time_machine

from portal.audit.models import AuditEvent
from priorities.models import ActionNote
from tests.priorities.actions import a_plan, an_action, errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-04 09:00 +0000", tick=False) as clock:
        yield clock


@pytest.fixture
def action(mercia, dana, alice, clock):
    return an_action(a_plan(mercia, dana), alice)


def report(browser, action, **fields):
    sent = {"status": action.status, "forecast": "on-track", "version": action.version, "form_key": uuid.uuid4()}
    return browser.post(f"/priorities/actions/{action.public_id}/report/", sent | fields)


def test_an_owner_says_how_far_it_is_with_a_note(signed_in, alice, action):
    report(
        signed_in(alice), action, status="under-way", forecast="at-risk", forecast_reason="No trainer yet.",
        note="Two seminars held.", noted_on="2026-05-01", note_is_public="on",
    )  # fmt: skip
    action.refresh_from_db()
    assert (action.status, action.status_on, action.forecast, action.forecast_reason, action.forecast_on) == (
        "under-way", date(2026, 5, 4), "at-risk", "No trainer yet.", date(2026, 5, 4),
    )  # fmt: skip
    note = ActionNote.objects.get()
    # Who reads the note is the manager's to say.
    assert (note.text, note.noted_on, note.made_by, note.is_public, action.version, action.edited_by) == (
        "Two seminars held.", date(2026, 5, 1), alice, False, 2, alice,
    )  # fmt: skip
    event = AuditEvent.objects.about(action).get()
    assert (event.verb, event.details) == ("reported on", {"status": "under-way", "was": "not-started"})


def test_a_manager_says_that_everybody_reads_the_note(signed_in, dana, erin, action):
    action.is_public = True
    action.save()
    report(signed_in(dana), action, note="For all.", note_is_public="on")
    action.refresh_from_db()
    report(signed_in(dana), action, note="For the region.")
    assert [note.text for note in signed_in(erin).get(f"/priorities/actions/{action.public_id}/").context["notes"]] == [
        "For all."
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"forecast": "late"}, {"forecast_reason": ["Say why the action isn’t on track."]}),
        ({"forecast": "at-risk", "forecast_reason": " "}, {"forecast_reason": ["Say why the action isn’t on track."]}),
        (
            {"note": "Later.", "noted_on": "2026-05-05"},
            {"noted_on": ["Enter today or an earlier day: a note says what has happened."]},
        ),
    ],
)
def test_a_mistake_is_explained_and_nothing_is_saved(signed_in, alice, action, fields, said):
    assert errors(report(signed_in(alice), action, **fields)) == said
    action.refresh_from_db()
    assert (action.version, ActionNote.objects.count()) == (1, 0)


def test_back_on_track_the_old_reason_goes(signed_in, alice, action):
    report(signed_in(alice), action, forecast="late", forecast_reason="Snow.")
    action.refresh_from_db()
    report(signed_in(alice), action, forecast="on-track", forecast_reason="Snow.")
    action.refresh_from_db()
    assert (action.forecast, action.forecast_reason) == ("on-track", "")


def test_pressing_the_button_twice_keeps_one_note(signed_in, alice, action):
    key = uuid.uuid4()
    answers = [report(signed_in(alice), action, note="Held.", form_key=key).status_code for _ in range(2)]
    assert (answers, ActionNote.objects.count()) == ([302, 302], 1)


def test_the_conflict_page_keeps_the_note(signed_in, alice, dana, action):
    report(signed_in(dana), action, status="under-way")
    response = report(signed_in(alice), action, note="Two seminars held.")
    assert response.status_code == 409
    assert dict(response.context["hidden"])["note"] == "Two seminars held."
    again = signed_in(alice).post(f"/priorities/actions/{action.public_id}/report/", dict(response.context["hidden"]))
    assert (again.status_code, ActionNote.objects.get().text) == (302, "Two seminars held.")


def test_a_forecast_older_than_six_weeks_is_grey_and_says_so(signed_in, alice, action, clock):
    path = f"/priorities/actions/{action.public_id}/"
    clock.move_to("2026-06-15 09:00 +0000")  # six weeks to the day
    assert "more than six weeks ago" not in signed_in(alice).get(path).content.decode()
    clock.move_to("2026-06-16 09:00 +0000")
    page = signed_in(alice).get(path).content.decode()
    assert "given on 4 May 2026, more than six weeks ago" in page
    assert '<strong class="status-tag status-muted">On track</strong>' in page


def test_the_owners_page_lists_what_their_offices_own_in_open_plans(signed_in, alice, charlie, dana, action):
    done = an_action(action.plan, alice, title="Done before", status="done")
    an_action(action.plan, charlie, title="Somebody else’s")
    context = signed_in(alice).get("/priorities/mine/").context
    assert [[row.action for row in context[name]] for name in ("to_do", "over")] == [[action], [done]]
    action.plan.close(by=dana, version=action.plan.version)
    assert signed_in(alice).get("/priorities/mine/").context["counted"] == ""
