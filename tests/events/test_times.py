from datetime import UTC, date, datetime, time

import pytest

from portal.events.times import NoSuchTime, moment, whole_days


def test_a_time_in_winter_is_the_same_in_utc():
    assert moment(date(2026, 3, 3), time(9)) == datetime(2026, 3, 3, 9, tzinfo=UTC)


def test_a_time_in_summer_is_an_hour_earlier_in_utc():
    assert moment(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("clock", [time(1), time(1, 30), time(1, 59)])
def test_the_hour_that_spring_skips_is_no_time(clock):
    with pytest.raises(NoSuchTime, match=r"There is no 1:\d\d on 29 March 2026: the clocks go forward from 1:00"):
        moment(date(2026, 3, 29), clock)


@pytest.mark.parametrize("clock", [time(1), time(1, 30), time(1, 59)])
def test_the_hour_that_autumn_repeats_is_two_times(clock):
    with pytest.raises(NoSuchTime, match=r"1:\d\d happens twice on 25 October 2026: the clocks go back from 2:00"):
        moment(date(2026, 10, 25), clock)


def test_times_beside_the_changed_hours_are_plain():
    assert [
        moment(date(2026, 3, 29), time(0, 59)),
        moment(date(2026, 3, 29), time(2)),
        moment(date(2026, 10, 25), time(0, 59)),
        moment(date(2026, 10, 25), time(2)),
    ] == [
        datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 10, 24, 23, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 2, tzinfo=UTC),
    ]


def test_the_day_of_a_clock_change_has_23_or_25_hours():
    days = [whole_days(day, day) for day in (date(2026, 3, 29), date(2026, 10, 25))]
    assert [(end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600 for start, end in days] == [23, 25]
