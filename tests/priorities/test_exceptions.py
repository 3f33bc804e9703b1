"""The exception report: what moved, what is late, what needs a decision, what was done, since the last meeting."""

import io
from datetime import date, timedelta
from uuid import uuid4

import docx
import pytest
from django.utils import timezone

from priorities.exceptions import report, usual_since
from priorities.models import OwnersNote
from tests import make

TODAY = date(2026, 9, 1)
SINCE = date(2026, 7, 21)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-09-01 12:00", tick=False)


@pytest.fixture
def priority(mercia, dana):
    plan = make.plan(mercia, "2026-27", by=dana, status="published", priorities=())
    return make.priority(plan, "Early help", "P1")


@pytest.fixture
def office(alice):
    return make.office(alice.posts.get())


def said(plan, user, since=SINCE):
    """What the report says, by chapter: {title of an action: words}."""
    chapters = report(plan, user, since).chapters
    return [{line.action.title: line.said for line in chapter.lines} for chapter in chapters]


def moved(action, was, now, reason, days_ago):
    at = timezone.now() - timedelta(days=days_ago)
    action.moves.create(was_on=was, now_on=now, reason=reason, moved_at=at)


def test_six_weeks_are_usual():
    assert usual_since() == SINCE


def test_what_moved_has_both_dates_and_the_reason(priority, office, alice):
    action = make.action(priority, "Seminars", office, date(2026, 12, 1), status="under-way", status_on=TODAY)
    moved(action, date(2026, 5, 1), date(2026, 10, 1), "Too early to say", 50)
    moved(action, date(2026, 10, 1), date(2026, 12, 1), "The hall is taken.", 3)
    assert said(priority.plan, alice) == [
        {
            "Seminars": "Due 1 December 2026, was 1 October 2026: The hall is taken. "
            "Under way since 1 September 2026."
        },
        {}, {}, {},
    ]  # fmt: skip


def test_what_is_late_or_at_risk_has_its_reason(priority, office, alice):
    make.action(priority, "On track", office, date(2026, 12, 1))
    risk = make.action(priority, "At risk", office, date(2026, 12, 1), forecast="at-risk", forecast_reason="No venue")
    risk.notes.create(text="We ask around.", noted_on=date(2026, 8, 20))
    make.action(priority, "Overdue", office, date(2026, 8, 1))
    make.action(priority, "Done late", office, date(2026, 1, 1), status="done", status_on=date(2026, 1, 9))
    _, late, undecided, _ = said(priority.plan, alice)
    assert late == {
        "Overdue": "Was due 1 August 2026. Not started, on track.",
        "At risk": "Due 1 December 2026. Not started, at risk: No venue.",
    }
    assert undecided == {}


def test_what_needs_a_decision(priority, ardenvale, office, alice):
    leaver = make.post(make.person("Leaver"), "lead-officer", ardenvale, to_on=date(2020, 1, 1))
    make.action(priority, "Stopped", office, status="stopped", status_on=date(2026, 8, 1))
    make.action(priority, "Stopped long ago", office, status="stopped", status_on=date(2026, 5, 1))
    make.action(priority, "Nobody’s")
    make.action(priority, "Vacant", make.office(leaver))
    unheard = make.action(priority, "Unheard", office, forecast="late", forecast_reason="No venue")
    unheard.notes.create(text="Old", noted_on=date(2026, 7, 20))
    make.action(priority, "Never heard", office, forecast="at-risk", forecast_reason="No venue")
    assert said(priority.plan, alice)[2] == {
        "Stopped": "It was stopped: is that agreed?",
        "Nobody’s": "Nobody owns it: who will?",
        "Vacant": "Its owner’s post is vacant: who takes it over?",
        "Unheard": "Late, with no note since 20 July 2026: what is to be done?",
        "Never heard": "At risk, with no note at all: what is to be done?",
    }


def test_owners_notes_that_wait_are_told_to_who_decides(priority, office, alice, dana):
    action = make.action(priority, "Seminars", office)
    OwnersNote.objects.create(
        region=priority.plan.region, action=action, quarter="2026-Q3", person=alice, secret_hash=uuid4().hex,
        ends_at=timezone.now(), status="answered", answered_at=timezone.now(),
    )  # fmt: skip
    assert said(priority.plan, dana)[2] == {"Seminars": "Its owner’s note waits to be accepted."}
    assert said(priority.plan, alice)[2] == {}


def test_what_was_done_since_then(priority, office, alice):
    make.action(priority, "Just now", office, date(2026, 8, 1), status="done", status_on=SINCE)
    make.action(priority, "Before", office, status="done", status_on=SINCE - timedelta(days=1))
    assert said(priority.plan, alice)[3] == {"Just now": "Done on 21 July 2026, due 1 August 2026."}


def test_the_word_document_says_what_the_page_says(priority, office, alice, signed_in):
    make.action(priority, "Overdue", office, date(2026, 8, 1))
    browser = signed_in(alice)
    page = browser.get(f"/priorities/desk/{priority.plan.pk}/exceptions/?since=2026-08-15")
    (words,) = [rows for _, _, rows in page.context["tables"] if rows]
    response = browser.get(f"/priorities/desk/{priority.plan.pk}/exceptions.docx?since=2026-08-15")
    document = docx.Document(io.BytesIO(response.content))
    assert [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs] == [
        ("Title", "Exception report: Our priorities 2026-27"),
        ("Subtitle", "Mercia. Since 15 August 2026, written on 1 September 2026."),
        ("Heading 1", "What moved"),
        ("Normal", "Nothing moved."),
        ("Heading 1", "What is late or at risk"),
        ("Heading 1", "What needs a decision"),
        ("Normal", "Nothing needs a decision."),
        ("Heading 1", "What was done"),
        ("Normal", "Nothing was finished."),
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Action", "What", "Owner", "Belongs to"], [words[0][0]["text"], *words[0][1:]],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("soon", "Enter the first day of the report like this: 3 March 2026."),
        ("2026-09-02", "Enter a day that has been."),
    ],
)
def test_a_day_that_is_none_is_said_at_its_field(priority, alice, signed_in, typed, why):
    path = f"/priorities/desk/{priority.plan.pk}/exceptions"
    page = signed_in(alice).get(f"{path}/?since={typed}")
    assert (page.context["form"].errors, page.context["report"].since) == ({"since": [why]}, SINCE)
    assert page.context["form"]["since"].value() == typed
    assert signed_in(alice).get(f"{path}.docx?since={typed}").status_code == 400


@pytest.mark.parametrize("number", [1, 10, 200])
def test_the_report_takes_as_many_queries_however_many_actions(
    priority, office, dana, signed_in, number, django_assert_num_queries
):
    for which in range(number):
        action = make.action(priority, f"Action {which}", office, date(2026, 8, 1))
        moved(action, None, date(2026, 8, 1), "First date", 1)
    browser = signed_in(dana)
    browser.get(f"/priorities/desk/{priority.plan.pk}/exceptions/")
    with django_assert_num_queries(8):
        browser.get(f"/priorities/desk/{priority.plan.pk}/exceptions/")
