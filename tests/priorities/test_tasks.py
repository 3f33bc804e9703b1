"""What waits for owners, for those who guide priorities, for programme managers; what the chase board shows of it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.home.tasks import owed_in, tasks_for
from priorities.models import Action, OwnersNote
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel("2026-11-22 09:00 +0000", tick=False):
        yield


@pytest.fixture
def plan(mercia, dana):
    """A plan in force since long, of which something was recorded today: a finished action."""
    plan = make.plan(mercia, "2026-27", dana, status="published")
    type(plan).objects.update(published_at=timezone.now() - timedelta(days=200), made_at=timezone.now())
    make.action(plan.priorities.get(), "Heard of", status="done")
    return plan


@pytest.fixture
def of_charlie(charlie):
    return make.office(charlie.posts.get())


def days_ago(days):
    return TODAY - timedelta(days=days)


def heard(action, days):
    """Let the last word on the action be so many days old."""
    moment = timezone.now() - timedelta(days=days)
    Action.objects.filter(pk=action.pk).update(status_on=days_ago(days), forecast_on=days_ago(days), made_at=moment)
    return action


def an_action(plan, owner, title="Run seminars", days=0, **facts):
    return heard(make.action(plan.priorities.first(), title, owner, **facts), days)


def facts(person):
    return [(task.title, task.when, task.why) for task in tasks_for(person)]


@pytest.mark.parametrize(
    ("days", "fields", "said"),
    [
        (0, {"due_on": days_ago(264)}, ("Late since 3 March 2026", "The forecast still says on track.")),
        (
            0, {"forecast": "late", "forecast_reason": "No venue.", "due_on": date(2027, 1, 8)},
            ("Due on Friday 8 January 2027", "Forecast: late. No venue."),
        ),
        (
            0, {"forecast": "at-risk", "forecast_reason": "One is ill."},
            ("Waiting since 22 November 2026", "Forecast: at risk. One is ill."),
        ),
        (90, {}, ("Waiting since 24 August 2026", "Nothing said since 24 August 2026.")),
        (43, {}, ("Waiting since 10 October 2026", "The forecast is of 10 October 2026.")),
        (1, {"due_on": date(2026, 11, 27)}, ("Due on Friday 27 November", "")),
    ],
)  # fmt: skip
def test_an_action_waits_for_its_owner(plan, of_charlie, charlie, days, fields, said):
    an_action(plan, of_charlie, days=days, **fields)
    assert facts(charlie) == [("Run seminars", *said)]


@pytest.mark.parametrize(
    ("days", "fields"),
    [(0, {}), (42, {}), (200, {"status": "done"}), (200, {"status": "stopped"}), (200, {"is_removed": True})],
)
def test_an_action_of_which_all_is_well_waits_for_nobody(plan, of_charlie, charlie, days, fields):
    an_action(plan, of_charlie, days=days, due_on=date(2027, 3, 1), **fields)
    assert facts(charlie) == []


def test_a_note_is_a_word(plan, of_charlie, charlie):
    action = an_action(plan, of_charlie, days=100)
    action.notes.create(text="All is prepared.", noted_on=days_ago(10))
    assert [why for _, _, why in facts(charlie)] == ["The forecast is of 14 August 2026."]


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_actions_of_plans_that_are_not_in_force_wait_for_nobody(mercia, dana, of_charlie, charlie, status):
    an_action(make.plan(mercia, "2026-27", dana, status=status), of_charlie, days=200)
    assert facts(charlie) == []


def test_an_action_waits_for_nobody_but_its_owner(plan, of_charlie, alice, bob, erin, greta):
    an_action(plan, of_charlie, days=100)
    assert [facts(person) for person in (alice, bob, erin, greta)] == [[], [], [], []]


def test_a_quiet_priority_comes_first_for_who_guides_it_and_for_the_manager(mercia, dana, charlie, of_charlie, alice):
    quiet = make.plan(mercia, "2026-27", dana, status="published")
    type(quiet).objects.update(published_at=timezone.now() - timedelta(days=100))
    quiet.priorities.get().leads.create(part="link-dcs", office=of_charlie)
    loud = make.priority(quiet, "Workforce")
    heard(make.action(loud, "Late", of_charlie, due_on=days_ago(200)), 1)
    name = "Effective safeguarding: nothing recorded for 90 days"
    assert [title for title, _, _ in facts(charlie)] == [name, "Late"]
    assert facts(charlie)[0][2] == "Nothing since 14 August 2026. You are its Link DCS."
    assert [title for title, _, _ in facts(dana)] == [name]
    assert facts(alice) == []


def test_a_manager_has_one_task_for_many_quiet_priorities(mercia, dana):
    quiet = make.plan(mercia, "2026-27", dana, priorities=("A", "B", "C", "D", "E"), status="published")
    type(quiet).objects.update(published_at=timezone.now() - timedelta(days=100))
    assert [(title, why) for title, _, why in facts(dana)] == [
        ("5 priorities with nothing recorded for 90 days", "A; B; C and 2 more.")
    ]


def test_a_manager_is_told_of_vacant_owners_and_of_drafts(mercia, plan, dana, charlie, of_charlie, frank):
    an_action(plan, of_charlie, "Charlie's")
    an_action(plan, None, "Nobody's")
    charlie.posts.get().end(by=frank)
    draft = make.plan(mercia, "2027-28", dana)
    assert [(task.title, task.why, task.url) for task in tasks_for(dana)] == [
        (
            "2 actions with nobody to own them", "Charlie's; Nobody's.", f"/priorities/plans/{plan.pk}/actions/",
        ),
        (
            "Mercia: Our priorities 2027-28, a draft",
            "Last saved on 22 November 2026. Its period begins on 1 April 2027.", f"/priorities/desk/{draft.pk}/",
        ),
    ]  # fmt: skip


def a_note(action, person, status="answered", **facts):
    times = {"ends_at": timezone.now() + timedelta(days=30), "answered_at": timezone.now()}
    return OwnersNote.objects.create(
        region=action.region, action=action, person=person, quarter="2026-Q4", status=status,
        secret_hash=f"{action.pk}-{person.pk}", **(times | facts),
    )  # fmt: skip


def test_answers_wait_for_the_manager_of_the_region_alone(plan, dana, erin, charlie, of_charlie):
    note = a_note(an_action(plan, of_charlie), charlie)
    assert [(task.title, task.who, task.url) for task in tasks_for(dana)] == [
        ("A note on “Run seminars” waits for your decision", "Charlie", f"/priorities/notes/{note.public_id}/")
    ]
    assert tasks_for(erin) == []
    note.decline(by=dana, answered_at=note.answered_at, because="No.")
    assert tasks_for(dana) == []


def board(region):
    return [(row.what, row.kind, str(row.person or ""), row.office, row.said) for row in owed_in(region)]


def test_the_board_says_who_owes_what_since_when(plan, mercia, wessex, charlie, of_charlie, alice):
    office = "Director of Children's Services, Severnford"
    an_action(plan, of_charlie, "Late one", due_on=days_ago(264))
    an_action(plan, of_charlie, "Due soon", due_on=TODAY)
    an_action(plan, None, "Nobody's")
    a_note(an_action(plan, of_charlie, "Asked about"), charlie, status="asked", answered_at=None)
    a_note(an_action(plan, of_charlie, "Asked of who left"), alice, status="asked", answered_at=None)
    assert board(mercia) == [
        ("Late one", "Action", "Charlie", office, "Late since 3 March 2026"),
        (
            "Asked about",
            "Owner’s note",
            "Charlie",
            office,
            "Asked for a note. Due on Tuesday 22 December",
        ),
        ("Nobody's", "Action", "", "No owner named", "Nobody to do it"),
    ]
    assert board(wessex) == []


def test_a_quiet_priority_is_owed_by_who_guides_it_or_by_nobody(mercia, dana, charlie, of_charlie, frank):
    plan = make.plan(mercia, "2026-27", dana, status="published")
    type(plan).objects.update(published_at=timezone.now() - timedelta(days=100))
    quiet, said = ("Effective safeguarding", "Priority"), "No word for 90 days. Waiting since 14 August 2026"
    assert board(mercia) == [
        (*quiet, "", "Nobody named to guide it", "No word for 90 days. Waiting since 14 August 2026")
    ]
    plan.priorities.get().leads.create(part="link-dcs", office=of_charlie)
    office = "Director of Children's Services, Severnford"
    assert board(mercia) == [(*quiet, "Charlie", office, said)]
    charlie.posts.get().end(by=frank)
    assert board(mercia) == [(*quiet, "", office, said)]


def test_queries_are_the_same_however_many_actions_there_are(plan, mercia, dana, charlie, of_charlie):
    reads = (lambda: tasks_for(dana), lambda: tasks_for(charlie), lambda: owed_in(mercia))
    for person in (dana, charlie):
        person.posts_now()
    counted = []
    for number in (1, 3, 10):
        for count in range(number):
            action = an_action(plan, of_charlie, f"Late {number}.{count}", due_on=days_ago(3))
            a_note(action, charlie)
            an_action(plan, None, f"Nobody's {number}.{count}")
            asked = an_action(plan, of_charlie, f"Asked {number}.{count}")
            a_note(asked, charlie, status="asked", answered_at=None)
        counted.append([queries_of(read) for read in reads])
    assert counted == [counted[0]] * 3
    assert max(counted[0]) <= 30  # of every app


def queries_of(read):
    with CaptureQueriesContext(connection) as captured:
        assert len(read()) > 0
    return len(captured)
