"""What others are shown of how self-assessments grow: better evidenced too, and never what the summit withholds."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from peerchallenge.actions.closing import close_cycle
from peerchallenge.disclosure import shown
from peerchallenge.growth_beside import ALL, HIGH, LOW, totals_beside
from peerchallenge.growth_shared import shared_years
from peerchallenge.models import Cycle
from peerchallenge.summit import as_at, shown_total, summit_of, summit_step
from tests.peerchallenge.summit import on_its_day, places, said
from tests.peerchallenge.test_submitting import fresh


def steps(**at):
    """The steps of an area: steps(two="AAB") is two statements of A and one of B at step 2."""
    return [Counter(at.get(name, "")) for name in ("none", "one", "two", "three", "four")]


def test_where_the_summit_withholds_nothing_everything_is_added_up():
    areas = [steps(three="ABC", one="ABC"), steps(two="ABCD", four="ABC")]
    assert totals_beside(areas) == (13, 10, 6)


def test_what_two_authorities_said_does_not_follow_from_the_years_numbers():
    assert totals_beside([steps(three="ABC", one="ABC"), steps(three="AB")]) == (None, None, None)
    more = [steps(three="ABC", one="ABC"), steps(three="AAB"), steps(three="C")]
    assert totals_beside(more) == (10, 7, 7)


def test_a_number_that_follows_from_the_summit_is_shown_here_too():
    area = steps(three="AAB", four="CDE", one="FGHI", two="FGHHI")
    assert shown(area) == [0, 4, 5, None, None]  # what is withheld comes to 6
    assert totals_beside([area]) == (15, 11, 6)


def test_a_number_that_would_tell_another_is_withheld_alone():
    areas = [steps(one="A", two="ABC", three="AA", four="BC"), steps(one="BC", two="A", four="ABC")]
    assert totals_beside(areas) == (14, 11, None)


AUTHORITIES = st.text("ABCDE", max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(*[AUTHORITIES] * 5), min_size=1, max_size=4))
def test_no_number_on_fewer_than_three_follows_from_both_pages_together(said_at):
    areas = [[Counter(cell) for cell in area] for area in said_at]
    known = list(_equations(areas))
    for place, area in enumerate(areas):
        for group in ({0}, {1}, {2}, {3}, {4}, LOW, HIGH, ALL):
            whose = set().union(*(area[step] for step in group))
            if 0 < len(whose) < 3:
                assert not _follows({(place, step) for step in group}, known)


def _equations(areas):
    """Yield the sets of cells of which either page gives the sum."""
    for place, area in enumerate(areas):
        yield from ({(place, step)} for step, number in enumerate(shown(area)) if number is not None)
        if shown_total(area) is not None:
            yield {(place, step) for step in ALL}
    for number, group in zip(totals_beside(areas), (ALL, ALL - LOW, HIGH), strict=True):
        if number is not None:
            yield {(place, step) for place in range(len(areas)) for step in group}


def _follows(cells, known):
    return _rank([*known, cells]) == _rank(known)


def _rank(rows):
    """How many of the rows, sets of cells, don't follow from the others."""
    rows, rank = [{cell: Fraction(1) for cell in row} for row in rows], 0
    while rows:
        first = rows.pop()
        if first:
            rank, cell = rank + 1, next(iter(first))
            rows = [_without(row, cell, first) for row in rows]
    return rank


def _without(row, cell, first):
    factor = row.get(cell, 0) / first[cell]
    left = {one: row.get(one, 0) - factor * first.get(one, 0) for one in row | first}
    return {one: number for one, number in left.items() if number}


@pytest.fixture
def four(cycle, dana):
    """Three of four authorities submitted, two statements each, two days before the summit of yesterday."""
    there = places(cycle, 4)
    for place in there[:3]:
        said(cycle, place, by=dana, steps=(3, 2))
    on_its_day(cycle, days=1)
    return there


def late(cycle, place, by):
    return said(cycle, place, by=by, steps=(4, 4))


def numbers(region):
    return [(one.year, one.authorities, one.numbers["at_three_or_more"], one.numbers["statements"])
            for one in shared_years(region)]  # fmt: skip


@pytest.mark.django_db
def test_the_year_that_runs_is_shown_as_its_summit_is(cycle, four, mercia, dana):
    late(cycle, four[3], dana)
    assert numbers(mercia) == [("2026-27", 3, 3, 6)]
    cycle.steps.filter(kind="performance-summit").update(opens_on=timezone.localdate() + timedelta(days=1))
    assert numbers(mercia) == []


@pytest.mark.django_db
def test_closing_keeps_what_was_shown_whoever_submits_later(cycle, four, mercia, dana):
    close_cycle(fresh(cycle), by=dana, version=cycle.version)
    kept = numbers(mercia)
    cycle = fresh(cycle)
    cycle.reopen(by=dana, version=cycle.version)
    late(cycle, four[3], dana)
    assert (numbers(mercia), kept) == ([("2026-27", 3, 3, 6)], kept)
    close_cycle(fresh(cycle), by=dana, version=cycle.version)
    assert numbers(mercia) == kept


@pytest.mark.django_db
def test_a_summit_that_is_shown_after_closing_counts_as_at_the_same_moment(cycle, four, mercia, dana):
    cycle.steps.filter(kind="performance-summit").update(seen_by="managers")
    close_cycle(fresh(cycle), by=dana, version=cycle.version)
    cycle = fresh(cycle)
    cycle.reopen(by=dana, version=cycle.version)
    late(cycle, four[3], dana)
    cycle.steps.filter(kind="performance-summit").update(seen_by="directors")
    summit = summit_of(cycle, names=False, before=as_at(summit_step(cycle)))
    assert (as_at(summit_step(cycle)), len(summit.told)) == (fresh(cycle).counted_at, 3)


@pytest.mark.django_db
def test_closing_with_two_keeps_nothing_and_closing_with_three_does(cycle, mercia, dana):
    there = places(cycle, 3)
    for place in there[:2]:
        said(cycle, place, by=dana, steps=(3,))
    close_cycle(fresh(cycle), by=dana, version=cycle.version)
    assert (numbers(mercia), fresh(cycle).counted_at) == ([], None)
    cycle = fresh(cycle)
    cycle.reopen(by=dana, version=cycle.version)
    said(cycle, there[2], by=dana, steps=(3,))
    close_cycle(fresh(cycle), by=dana, version=cycle.version)
    assert (numbers(mercia), Cycle.objects.get().counted_at is None) == ([("2026-27", 3, 3, 3)], False)
