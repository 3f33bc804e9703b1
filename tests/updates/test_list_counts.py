"""How many updates a list has is kept with each region and tag until time alone changes it, and right at any moment."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import make
from updates.actions import withdraw
from updates.choices import choices
from updates.models import RegionCount, Tag
from updates.reading import Filters, UpdateList

pytestmark = pytest.mark.on_postgresql

LISTS = [Filters(), Filters("mercia"), Filters("wessex"), Filters(tag="send")]


@pytest.fixture
def several(mercia, wessex, dana):
    """Two updates of Mercia, one with a tag; one of Wessex that has it too."""
    make.update(mercia, "2015-10", by=dana, tags=["SEND"])
    make.update(mercia, "2015-11", by=dana)
    make.update(wessex, "2015-11", by=dana, tags=["SEND"])


def kept():
    """How many updates each of LISTS has: what is kept, where time has not overtaken it."""
    now = timezone.now()
    return [choices(filters, now).count for filters in LISTS]


def counted():
    return [UpdateList(filters, timezone.now()).count() for filters in LISTS]


def test_what_is_kept_is_what_counting_says(several):
    assert kept() == counted() == [3, 2, 1, 2]


def test_what_is_withdrawn_no_longer_counts(several, mercia, dana):
    withdraw(mercia.updates.first(), by=dana, reason="In error.")
    assert kept() == counted()
    assert kept()[:2] == [2, 1]


def test_counts_change_at_the_moments_of_what_is_scheduled(several, mercia, dana):
    later = timezone.now() + timedelta(days=2)
    make.update(mercia, "2015-12", by=dana, at=later, tags=["SEND"])
    withdraw(mercia.updates.get(period_to="2015-11-01"), by=dana, reason="Out of date.", at=later + timedelta(days=1))
    for wait, expected in (
        (timedelta(seconds=-1), [3, 2, 1, 2]),
        (timedelta(), [4, 3, 1, 3]),
        (timedelta(days=1), [3, 2, 1, 3]),
    ):
        with time_machine.travel(later + wait, tick=False):
            assert kept() == counted() == expected


def test_what_is_kept_is_read_and_not_counted(several):
    RegionCount.objects.update(live_count=40)
    Tag.objects.update(live_count=50)
    assert kept() == [80, 40, 40, 50]
    RegionCount.objects.all().recount()
    assert kept() == [3, 2, 1, 50]


def test_a_region_without_a_kept_count_is_counted(several):
    RegionCount.objects.filter(region__slug="wessex").delete()
    assert kept() == [3, 2, 1, 2]


@pytest.mark.parametrize("filters", [Filters("mercia", "send"), Filters(year=2015), Filters("mercia", year=2015)])
def test_lists_narrowed_further_are_counted_by_the_list(several, filters):
    assert choices(filters, timezone.now()).count is None
