"""The thread of a priority: what it came from and became, oldest first, of plans that everybody reads."""

import pytest

from priorities.models import Became
from priorities.thread import thread_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(mercia, dana):
    """Three years' plans: {"2024-25": [a, b], …}."""
    found = {}
    for period in ("2024-25", "2025-26", "2026-27"):
        plan = make.plan(mercia, period, by=dana, status="published", priorities=("First aim", "Second aim"))
        found[period] = list(plan.priorities.all())
    return found


def link(was, now):
    Became.objects.create(plan=now.plan, was=was, now=now)


def test_it_goes_back_and_on_the_oldest_first(plans):
    (first, _), (second, _), (third, other) = plans.values()
    link(first, second)
    link(second, third)
    link(second, other)
    assert thread_of(second) == [first, second, third, other]
    assert thread_of(third) == [first, second, third]


def test_what_only_shares_an_origin_or_a_successor_is_not_in_it(plans):
    (first, second), (joined, _), _ = plans.values()
    link(first, joined)
    link(second, joined)
    assert thread_of(first) == [first, joined]


def test_drafts_and_what_was_taken_out_are_left_out(plans, mercia, dana):
    (first, _), (second, _), _ = plans.values()
    draft = make.plan(mercia, "2027-28", by=dana, priorities=("Next",)).priorities.get()
    link(first, second)
    link(second, draft)
    assert thread_of(second) == [first, second]
    type(first).objects.filter(pk=first.pk).update(is_removed=True)
    assert thread_of(second) == [second]


def test_a_circle_ends(plans):
    (first, _), (second, _), _ = plans.values()
    link(first, second)
    link(second, first)
    assert thread_of(first) == [first, second]


def test_its_page_tells_each_plan_in_its_turn(client, plans):
    (first, _), (second, _), (third, _) = plans.values()
    link(first, second)
    link(second, third)
    make.action(first, "Done long ago", is_public=True, status="done")
    page = client.get(second.get_absolute_url()).text
    places = [page.index(words) for words in ("2024-25: <a", "Done long ago", "2025-26: this priority", "2026-27: <a")]
    assert places == sorted(places)
