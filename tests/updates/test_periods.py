from datetime import date

import pytest

from updates.periods import Period


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("2015-11", "November 2015"),
        ("2019-10--2019-12", "October to December 2019"),
        ("2019-12--2020-01", "December 2019 to January 2020"),
    ],
)
def test_a_period_reads_from_its_address_and_back(slug, words):
    period = Period.parse(slug)
    assert (period.slug, str(period)) == (slug, words)


@pytest.mark.parametrize(
    "slug",
    ["", "2015", "2015-13", "2015-00", "2015-1", "2015-11-01", "2015-11--2015-11", "2015-12--2015-11", "0001-01",
     "2015-11--", "２０１５-11", "2015-11\n"],
)  # fmt: skip
def test_anything_else_is_no_period(slug):
    with pytest.raises(ValueError, match="is not a period"):
        Period.parse(slug)


def test_a_period_begins_on_the_first_of_a_month():
    with pytest.raises(ValueError, match="first of a month"):
        Period(date(2015, 11, 2), date(2015, 11, 2))
