"""A prepared query finds what its QuerySet finds, each time with other values, in one query."""

from datetime import date, datetime

import pytest

from portal.events.models import Event
from portal.events.reading import COLUMNS, next_events
from portal.regions.models import Region
from portal.ui.prepared import Prepared
from tests import make

pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_query_set(mercia, wessex, django_assert_num_queries):
    make.event("First", mercia, "2026-03-03 09:00")
    make.event("Second", mercia, "2026-07-03 09:00")
    make.event("Every region's", None, "2026-08-03 09:00")
    prepared = Prepared(lambda now: Event.objects.upcoming(now).values_list(*COLUMNS), now=datetime)
    for clock in ("2026-01-01 00:00", "2026-06-01 00:00", "2026-08-03 10:00"):
        now = make.moment(clock)
        expected = list(Event.objects.upcoming(now).values_list(*COLUMNS))
        with django_assert_num_queries(1):
            assert prepared.rows(now=now) == expected


def test_a_day_and_a_text_are_values_too(mercia):
    make.authority("Ardenvale", mercia, "M01", to_on=date(2021, 3, 31))
    prepared = Prepared(
        lambda day, slug: Region.objects.for_list(day).filter(slug=slug).values_list("name", "authority_count"),
        day=date, slug=str,
    )  # fmt: skip
    counts = [prepared.rows(day=date(year, 1, 1), slug="mercia") for year in (2015, 2022)]
    assert counts == [[("Mercia", 1)], [("Mercia", 0)]]
    assert prepared.rows(day=date(2015, 1, 1), slug="nowhere' OR 1=1") == []


def test_next_events_are_those_of_the_query_set(mercia, wessex):
    for day in range(1, 6):
        make.event(f"Day {day}", mercia, f"2026-03-0{day} 09:00", is_featured=day == 5, featured_on_home=day == 4)
    make.event("Elsewhere", wessex)
    now = make.moment("2026-02-01 00:00")
    for place in (mercia, wessex, None):
        found, expected = next_events(place, 2, now), list(Event.objects.next_for(place, 2, now))
        assert found == expected
        assert [(e.title, e.when, e.region, e.is_featured_for(place)) for e in found] == [
            (e.title, e.when, e.region, e.is_featured_for(place)) for e in expected
        ]


def test_two_values_of_one_kind_and_the_place_where_a_slice_begins(mercia, wessex):
    for day in range(1, 6):
        make.event(f"Day {day}", mercia, f"2026-03-0{day} 09:00")

    def between(start, end, first):
        found = Event.objects.filter(starts_at__gt=start, starts_at__lt=end).order_by("starts_at")
        return found.values_list("title")[first : first + 2]

    prepared = Prepared(between, start=datetime, end=datetime, first=int)
    ends = [make.moment(f"2026-03-{day} 12:00") for day in ("01", "04", "05")]
    assert prepared.rows(start=ends[0], end=ends[1], first=0) == [("Day 2",), ("Day 3",)]
    assert prepared.rows(start=ends[0], end=ends[1], first=1) == [("Day 3",), ("Day 4",)]
    assert prepared.rows(start=ends[0], end=ends[2], first=3) == [("Day 5",)]
