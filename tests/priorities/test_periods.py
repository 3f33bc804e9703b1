"""Periods of plans, as regions write them."""

from datetime import date

import pytest

from priorities.periods import PlanPeriod


@pytest.mark.parametrize(
    ("typed", "slug", "starts_on", "ends_on"),
    [
        ("2015-16", "2015-16", date(2015, 4, 1), date(2016, 3, 31)),
        ("2015/16", "2015-16", date(2015, 4, 1), date(2016, 3, 31)),
        (" 2015 – 2018 ", "2015-18", date(2015, 4, 1), date(2018, 3, 31)),
        ("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2099-99", "2099", date(2099, 1, 1), date(2099, 12, 31)),
    ],
)
def test_a_period_is_read_as_it_is_written(typed, slug, starts_on, ends_on):
    period = PlanPeriod.parse(typed)
    assert (str(period), period.starts_on, period.ends_on) == (slug, starts_on, ends_on)
    assert PlanPeriod.parse(str(period)) == period


@pytest.mark.parametrize("typed", ["", "15-16", "2016-15", "2015-16-17", "1999-00", "2015-99", "next year"])
def test_what_is_no_period_is_refused_in_words(typed):
    with pytest.raises(ValueError, match=r"Write|at most"):
        PlanPeriod.parse(typed)


def test_the_next_period_is_as_long():
    following = {slug: str(PlanPeriod.parse(slug).next) for slug in ("2015-16", "2015-18", "2026")}
    assert following == {"2015-16": "2016-17", "2015-18": "2018-21", "2026": "2027"}
