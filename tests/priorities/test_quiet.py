"""Which priorities are quiet: nothing recorded for 90 days, by one rule."""

from datetime import date

import pytest
import time_machine

from priorities import evidence
from priorities.evidence import Evidence
from priorities.models import Action, ActionNote, DueDateMove, FocusArea, Measure
from priorities.quiet import quiet_priorities
from tests import make

pytestmark = pytest.mark.django_db
BEGAN, EIGHTY_NINE, NINETY = date(2026, 4, 1), date(2026, 6, 29), date(2026, 6, 30)


@pytest.fixture
def early_help(mercia, dana):
    """A priority of a plan that was published before it began; nothing is recorded of it."""
    with time_machine.travel(make.moment("2026-03-01 09:00"), tick=False):
        return make.plan(mercia, by=dana, status="published", priorities=("Early help",)).priorities.get()


@pytest.fixture
def action(early_help):
    """An action of its focus area, added when the plan was published."""
    with time_machine.travel(make.moment("2026-03-01 09:00"), tick=False):
        return make.action(FocusArea.objects.create(priority=early_help, text="Focus"))


def quiet(region, on):
    return [(found.priority.title, found.since) for found in quiet_priorities(region, on)]


def test_ninety_days_after_the_plan_began_with_nothing_recorded(mercia, early_help):
    assert quiet(mercia, EIGHTY_NINE) == []
    assert quiet(mercia, NINETY) == [("Early help", BEGAN)]


def test_a_plan_published_later_counts_from_then(mercia, early_help):
    type(early_help.plan).objects.update(published_at=make.moment("2026-05-01 09:00"))
    assert quiet(mercia, date(2026, 7, 29)) == []
    assert quiet(mercia, date(2026, 7, 30)) == [("Early help", date(2026, 5, 1))]


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_only_the_current_published_plan_is_asked(mercia, early_help, status):
    plan = early_help.plan
    type(plan).objects.update(
        status=status, **({"published_at": None, "published_by": None} if status == "draft" else {}),
        **({"closed_at": make.moment("2026-05-01 09:00"), "closed_by": plan.made_by} if status == "closed" else {}),
    )  # fmt: skip
    assert quiet(mercia, NINETY) == []


def a_note(action, is_public):
    ActionNote.objects.create(action=action, text="Said.", made_at=make.moment("2026-06-01 09:00"), is_public=is_public)


RECORDED = {
    "a state": lambda action: Action.objects.update(status="under-way", status_on=date(2026, 6, 1)),
    "a forecast": lambda action: Action.objects.update(forecast_on=date(2026, 6, 1)),
    "a new action": lambda action: Action.objects.update(made_at=make.moment("2026-06-01 09:00")),
    "a public note": lambda action: a_note(action, True),
    "a note among the region": lambda action: a_note(action, False),
    "a moved date": lambda action: DueDateMove.objects.create(
        action=action, reason="Snow.", moved_at=make.moment("2026-06-01 09:00")
    ),
    "a measure": lambda action: Measure.objects.create(
        priority=action.focus_area.priority, outcome="Better", edited_at=make.moment("2026-06-01 09:00")
    ),
}


@pytest.mark.parametrize("what", RECORDED)
def test_whatever_is_recorded_ends_the_quiet_for_ninety_days(mercia, action, what):
    assert quiet(mercia, NINETY) == [("Early help", BEGAN)]
    RECORDED[what](action)
    assert quiet(mercia, date(2026, 8, 29)) == []
    assert quiet(mercia, date(2026, 8, 30)) == [("Early help", date(2026, 6, 1))]


def test_evidence_ends_it_too(mercia, early_help, monkeypatch):
    row = Evidence("Update", date(2026, 6, 1), "Mercia update", "/mercia/updates/2026-05/")
    monkeypatch.setattr(evidence, "_offers", [lambda subjects, user: [(one, row) for one in subjects]])
    assert quiet(mercia, date(2026, 8, 29)) == []
    assert quiet(mercia, date(2026, 8, 30)) == [("Early help", date(2026, 6, 1))]


def test_the_public_page_says_it_only_where_the_region_wishes(client, early_help):
    address, said = early_help.get_absolute_url(), "Nothing has been recorded here since"
    for is_wished, on, expected in ((False, NINETY, False), (True, NINETY, True), (True, EIGHTY_NINE, False)):
        type(early_help.plan).objects.update(says_when_quiet=is_wished)
        with time_machine.travel(make.moment(f"{on} 12:00"), tick=False):
            pages = [client.get(path).text for path in (address, early_help.plan.get_absolute_url())]
        assert [said in page for page in pages] == [expected, expected]


def test_the_longest_quiet_comes_first_in_a_fixed_number_of_queries(
    mercia, early_help, action, django_assert_num_queries
):
    make.priority(early_help.plan, "Placements", position=5)
    Action.objects.update(forecast_on=date(2026, 4, 9))
    assert [title for title, _ in quiet(mercia, date(2026, 8, 1))] == ["Placements", "Early help"]
    for number in range(10):
        make.action(make.priority(early_help.plan, f"Aim {number}"), forecast_on=BEGAN, status_on=BEGAN)
    # The plan, its priorities, evidence of updates, events and reviews, actions, measures.
    with django_assert_num_queries(7):
        quiet_priorities(mercia, date(2026, 8, 1))
