"""What a priority became, and came from: in words, and only of plans that the reader reads."""

import pytest

from priorities.lineage import became, came_from
from priorities.models import Became
from tests import make


@pytest.fixture
def plans(mercia, dana):
    """Last year's plan with six priorities and this year's with three, both published."""
    old = make.plan(mercia, "2015-16", by=dana, status="published", priorities=())
    new = make.plan(mercia, "2016-17", by=dana, status="published", priorities=())
    was = [make.priority(old, title, f"P{n}", position=n) for n, title in enumerate("abcdef", 1)]
    now = [make.priority(new, title, f"P{n}", position=n) for n, title in enumerate("xyz", 1)]
    return new, was, now


def link(plan, *pairs, note=""):
    Became.objects.bulk_create(Became(plan=plan, was=was, now=now, note=note) for was, now in pairs)


def test_each_verb_in_words(plans):
    new, (a, b, c, d, e, f), (x, y, z) = plans
    link(new, (a, x), (b, x), (c, y), (d, z), (e, None))
    assert {key: [str(kin) for kin in kins] for key, kins in became([a, b, c, d, e, f]).items()} == {
        a.pk: ["became part of P1. x (2016-17)"],
        b.pk: ["became part of P1. x (2016-17)"],
        c.pk: ["carried on as P2. y (2016-17)"],
        d.pk: ["carried on as P3. z (2016-17)"],
        e.pk: ["closed"],
    }
    assert {key: str(kin) for key, kin in came_from([x, y, z]).items()} == {
        x.pk: "brings together P1. a and P2. b (2015-16)",
        y.pk: "carried on from P3. c (2015-16)",
        z.pk: "carried on from P4. d (2015-16)",
    }


def test_a_split_names_each_part_and_a_closing_its_reason(plans):
    new, (a, b, *_), (x, y, z) = plans
    link(new, (a, x), (a, y), (a, z))
    link(new, (b, None), note="The reforms are in place.")
    assert [str(kin) for kin in became([a])[a.pk]] == ["split into P1. x, P2. y and P3. z (2016-17)"]
    assert [str(kin) for kin in became([b])[b.pk]] == ["closed: The reforms are in place."]
    assert str(came_from([y])[y.pk]) == "split from P1. a (2015-16)"


def test_what_a_draft_says_is_read_by_who_reads_the_draft(mercia, dana, erin, plans):
    _, (a, b, *_), _ = plans
    draft = make.plan(mercia, "2017-18", by=dana, priorities=("Early help",))
    link(draft, (a, draft.priorities.get()), (b, None))
    assert became([a, b]) == became([a, b], erin) == {}
    assert [str(kin) for kin in became([a, b], dana)[a.pk]] == ["carried on as Early help (2017-18)"]


def test_what_was_taken_out_is_not_named(plans):
    new, (a, b, *_), (x, *_) = plans
    link(new, (a, x), (b, x))
    type(b).objects.filter(pk=b.pk).update(is_removed=True)
    assert str(became([a])[a.pk][0]) == "carried on as P1. x (2016-17)"
    assert str(came_from([x])[x.pk]) == "carried on from P1. a (2015-16)"


def test_any_number_is_one_query(plans, django_assert_num_queries):
    new, was, now = plans
    link(new, *((one, now[n % 3]) for n, one in enumerate(was)))
    with django_assert_num_queries(1):
        [str(kin) for kins in became(was).values() for kin in kins]
    with django_assert_num_queries(1):
        [str(kin) for kin in came_from(now).values()]
