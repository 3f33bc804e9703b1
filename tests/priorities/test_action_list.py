"""A plan's actions on one page."""

from datetime import date

import pytest
import time_machine

from tests import make
from tests.priorities.actions import a_plan, an_action

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture(autouse=True)
def _in_autumn():
    with time_machine.travel("2026-10-05 09:00 +0000", tick=False):
        yield


@pytest.fixture
def plan(mercia, dana):
    return a_plan(mercia, dana)


def listed(browser, plan, query=""):
    context = browser.get(f"/priorities/plans/{plan.pk}/actions/{query}").context
    return [(name, [row.action.title for row in rows]) for name, rows in context["groups"]], context


@pytest.fixture
def five(plan, alice, charlie):
    for title, status in (("A", "done"), ("B", "done"), ("C", "under-way")):
        an_action(plan, alice, title=title, status=status)
    focus = plan.priorities.get(code="P1").focus_areas.get()
    make.action(focus, "D", owner=make.office(charlie.posts.get()), status="under-way", due_on=date(2026, 12, 1))
    make.action(plan.enablers.get(), "E", forecast="late", forecast_reason="Snow.")


def test_actions_stand_under_their_priority_or_enabler_and_are_counted(signed_in, alice, plan, five):
    groups, context = listed(signed_in(alice), plan)
    assert groups == [("P1. Effective safeguarding", ["A", "B", "C", "D"]), ("E1. Workforce development", ["E"])]
    assert context["counted"] == "5 actions: 2 done, 2 under way, 1 not started"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?status=done", ["A", "B"]),
        ("?forecast=late", ["E"]),
        ("?due=overdue", ["C"]),
        ("?due=none", ["E"]),
        ("?owner=none", ["E"]),
        ("?status=nonsense", ["A", "B", "C", "D", "E"]),
    ],
)
def test_filters_narrow_the_list(signed_in, alice, plan, five, query, titles):
    groups, _ = listed(signed_in(alice), plan, query)
    assert [title for _, found in groups for title in found] == titles


def test_the_owner_is_a_filter(signed_in, alice, charlie, plan, five):
    groups, context = listed(signed_in(alice), plan, f"?owner={make.office(charlie.posts.get()).pk}")
    assert (groups, context["shown"]) == ([("P1. Effective safeguarding", ["D"])], "1 action, under way")


def test_another_region_reads_only_what_is_public_and_no_names(signed_in, alice, erin, plan, five):
    groups, _ = listed(signed_in(erin), plan)
    assert groups == []
    an_action(plan, alice, title="Shown", is_public=True)
    response = signed_in(erin).get(f"/priorities/plans/{plan.pk}/actions/")
    assert response.context["counted"] == "1 action, not started"
    page = response.content.decode()
    assert ("Services, Ardenvale" in page, "Alice" in page) == (True, False)
    assert "(Alice)" in signed_in(alice).get(f"/priorities/plans/{plan.pk}/actions/").content.decode()


@pytest.mark.parametrize("page", ["", ".csv"])
@pytest.mark.parametrize("many", [1, 10, 200])
def test_queries_do_not_grow_with_the_actions(
    signed_in, dana, alice, charlie, plan, many, page, django_assert_num_queries
):
    focus = plan.priorities.get(code="P1").focus_areas.get()
    for number in range(many):
        action = an_action(plan, (alice, charlie)[number % 2], title=f"Action {number}")
        action.moves.create(was_on=date(2026, 9, 1), now_on=action.due_on, reason="Snow.")
        action.notes.create(text="Held.")
    make.action(focus, "Of the focus area", owner=make.office(alice.posts.get()))
    browser = signed_in(dana)
    path = f"/priorities/plans/{plan.pk}/actions" + (page or "/")
    browser.get(path)
    with django_assert_num_queries(6 if page else 8):
        browser.get(path)


@pytest.mark.parametrize("many", [1, 10, 200])
def test_queries_of_ones_own_actions_do_not_grow(signed_in, alice, plan, many, django_assert_num_queries):
    for number in range(many):
        an_action(plan, alice, title=f"Action {number}")
    browser = signed_in(alice)
    browser.get("/priorities/mine/")
    with django_assert_num_queries(7):
        browser.get("/priorities/mine/")
