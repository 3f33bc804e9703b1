"""Dates in words, on the UK's clock."""

import datetime

from django.template import Context, Template

from portal.ui import dates

WINTER = datetime.datetime(2026, 3, 3, 9, 0, tzinfo=datetime.UTC)
SUMMER = datetime.datetime(2026, 7, 1, 23, 30, tzinfo=datetime.UTC)


def test_a_day_is_said_without_noughts_or_commas():
    assert dates.day(datetime.date(2026, 3, 3)) == "3 March 2026"


def test_a_moment_names_its_weekday_and_the_uk_clock():
    assert dates.moment(WINTER) == "Tuesday 3 March 2026 at 9:00, UK time"


def test_a_summer_moment_moves_to_the_next_day_with_the_uk_clock():
    assert dates.moment(SUMMER) == "Thursday 2 July 2026 at 0:30, UK time"


def test_a_span_within_a_day_names_the_day_once():
    later = WINTER + datetime.timedelta(hours=2, minutes=30)
    assert dates.span(WINTER, later) == "Tuesday 3 March 2026, 9:00 to 11:30, UK time"


def test_a_span_over_days_names_both():
    later = WINTER + datetime.timedelta(days=1)
    assert dates.span(WINTER, later) == "Tuesday 3 March 2026 at 9:00 to Wednesday 4 March 2026 at 9:00, UK time"


def test_a_span_without_an_end_is_its_start():
    assert dates.span(WINTER) == dates.moment(WINTER)


def test_whole_days_share_what_they_have_in_common():
    date = datetime.date
    assert dates.days(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert dates.days(date(2026, 3, 3), date(2026, 3, 4)) == "3 to 4 March 2026"
    assert dates.days(date(2026, 3, 30), date(2026, 4, 2)) == "30 March to 2 April 2026"
    assert dates.days(date(2026, 12, 30), date(2027, 1, 2)) == "30 December 2026 to 2 January 2027"


def test_filters_leave_a_missing_date_empty():
    template = Template("[{{ none|day }}{{ none|moment }}{{ none|time_tag }}]")
    assert template.render(Context({"none": None})) == "[]"


def test_a_time_tag_carries_the_date_for_machines():
    template = Template("{{ on|time_tag }}")
    on = datetime.date(2026, 3, 3)
    assert template.render(Context({"on": on})) == '<time datetime="2026-03-03">3 March 2026</time>'
