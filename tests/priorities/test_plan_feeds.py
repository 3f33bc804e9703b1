"""The feeds of a plan and of a priority: what happened, the newest first, and only what everybody reads."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from priorities import evidence
from priorities.evidence import Evidence
from priorities.models import ActionNote, FocusArea
from tests import make

ATOM = "{http://www.w3.org/2005/Atom}"
PLAN, EARLY_HELP = "/mercia/priorities/2026-27/feed/", "/mercia/priorities/2026-27/early-help/feed/"


@pytest.fixture(autouse=True)
def _origin(settings):
    settings.PORTAL_ORIGIN = "https://portal.example"


@pytest.fixture
def plan(mercia, dana):
    made = make.plan(mercia, by=dana, status="published", priorities=("Early help", "Placements"))
    type(made).objects.update(published_at=make.moment("2026-04-01 09:00"))
    return made


@pytest.fixture
def early_help(plan):
    return plan.priorities.get(slug="early-help")


def entries(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def told(client, address):
    return [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}updated").text[:10]) for entry in entries(client, address)
    ]


def test_what_was_published_done_noted_and_seen_the_newest_first(client, plan, early_help, monkeypatch):
    focus = FocusArea.objects.create(priority=early_help, text="Focus")
    action = make.action(focus, "Run seminars", is_public=True, status="done", status_on=date(2026, 7, 1))
    at = make.moment("2026-06-01 09:00")
    ActionNote.objects.create(action=action, text="Twenty <came>.", made_at=at, is_public=True)
    ActionNote.objects.create(action=action, text="Kept.", made_at=at)
    row = Evidence("Update", date(2026, 8, 3), "Mercia update", "/mercia/updates/2026-07/", "Early help grew.")
    monkeypatch.setattr(
        evidence, "_offers", [lambda asked, user: [(one, row) for one in asked if one.slug == "early-help"]]
    )
    expected = [
        ("Update: Mercia update", "2026-08-03"),
        ("Done: Run seminars", "2026-07-01"),
        ("Note: Run seminars", "2026-06-01"),
        ("Published: Our priorities 2026-27", "2026-04-01"),
    ]
    assert told(client, PLAN) == told(client, EARLY_HELP) == expected
    note = entries(client, PLAN)[2]
    assert note.find(f"{ATOM}content").text == "<p>Twenty &lt;came&gt;.</p>"
    assert note.find(f"{ATOM}link").get("href") == "https://portal.example/mercia/priorities/2026-27/early-help/"
    assert told(client, "/mercia/priorities/2026-27/placements/feed/") == expected[-1:]


def test_what_is_kept_among_the_region_is_in_no_feed(client, plan, early_help):
    action = make.action(early_help, "Kept action", status="done")
    ActionNote.objects.create(action=action, text="A public note of an action that isn't.", is_public=True)
    make.action(early_help, "Taken out", status="done", is_public=True, is_removed=True)
    assert [title for title, _ in told(client, PLAN)] == ["Published: Our priorities 2026-27"]


def test_ids_last_and_differ(client, plan, early_help):
    for number in range(3):
        action = make.action(early_help, f"Action {number}", is_public=True, status="done")
        ActionNote.objects.create(action=action, text="Said.", is_public=True)
    ids = [entry.find(f"{ATOM}id").text for entry in entries(client, PLAN)]
    assert len(set(ids)) == len(ids) == 7
    assert {re.sub(r"\d+-done|\d+$", "", one.partition(",2026:")[2]) for one in ids} == {
        f"{PLAN}published", f"{PLAN}action-", f"{PLAN}note-",
    }  # fmt: skip


def test_the_newest_thirty_are_in_it(client, plan, early_help):
    for number in range(31):
        make.action(early_help, str(number), is_public=True, status="done", status_on=date(2026, 5, 1 + number % 31))
    assert [title for title, _ in told(client, PLAN)] == [f"Done: {number}" for number in range(30, 0, -1)]


def test_what_xml_cannot_hold_does_not_break_it(client, plan, early_help):
    make.action(early_help, "Be\x08ll\ufffe", is_public=True, status="done")
    type(early_help).objects.filter(pk=early_help.pk).update(title="Ear\x01ly")
    assert "Done: Bell" in [title for title, _ in told(client, EARLY_HELP)]


@pytest.mark.parametrize("count", [1, 10, 200])
def test_a_feed_takes_the_same_queries_for_any_number_of_actions(
    client, plan, early_help, count, django_assert_num_queries
):
    for number in range(count):
        action = make.action(early_help, f"Action {number}", is_public=True, status="done")
        ActionNote.objects.create(action=action, text="Said.", is_public=True)
    client.get(PLAN)
    # Plan, priorities, enablers, actions; events, reviews; of updates their sections and the next change.
    with django_assert_num_queries(8):
        client.get(PLAN)
    with django_assert_num_queries(6):  # priority, actions; events, reviews; updates: sections, next change
        client.get(EARLY_HELP)
