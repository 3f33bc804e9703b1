"""Who is at work on a record, since when, and for how long that is believed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.drafting.models import Presence
from portal.drafting.models.presence import at_work, in_words, meet, no_longer_at_work, others_at_work

pytestmark = pytest.mark.on_postgresql

START = datetime(2026, 3, 3, 10, 40, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def record(mercia):
    return mercia


def test_who_comes_back_within_ten_minutes_was_there_all_the_time(record, dana, erin, clock):
    at_work(record, dana)
    clock.shift(timedelta(minutes=9))
    at_work(record, dana)
    other = others_at_work(record, erin)[0]
    assert (other.since, other.seen_at) == (START, START + timedelta(minutes=9))


def test_who_was_away_longer_begins_anew(record, dana, erin, clock):
    at_work(record, dana)
    clock.shift(timedelta(minutes=10))
    assert others_at_work(record, erin) == []
    at_work(record, dana)
    assert others_at_work(record, erin)[0].since == START + timedelta(minutes=10)
    assert Presence.objects.count() == 1


def test_nobody_is_told_of_themselves_or_of_another_record(record, wessex, dana, erin, clock):
    at_work(record, dana)
    at_work(wessex, erin)
    assert (others_at_work(record, dana), len(others_at_work(record, erin))) == ([], 1)


def test_it_is_said_in_words_who_came_first_first(record, dana, erin, frank, clock):
    assert in_words(others_at_work(record, frank)) is None
    at_work(record, dana)
    clock.shift(timedelta(minutes=2))
    at_work(record, erin, Presence.Doing.REVIEWING)
    assert in_words(others_at_work(record, frank)) == {
        "title": "Dana is editing this (since 10:40), Erin is looking at this (since 10:42)",
        "text": "Last seen 10:42. If both of you save, you will be asked which text to keep.",
    }
    no_longer_at_work(record, dana)
    assert in_words(others_at_work(record, frank))["text"] == "Last seen 10:42."


def test_who_meets_others_is_noted_every_half_minute(record, dana, erin, clock, django_assert_num_queries):
    at_work(record, erin)
    assert [other.person for other in meet(record, dana)] == [erin]
    clock.shift(timedelta(seconds=29))
    with django_assert_num_queries(1):
        meet(record, dana)
    clock.shift(timedelta(seconds=1))
    meet(record, dana)
    assert Presence.objects.get(person=dana).seen_at == START + timedelta(seconds=30)


def test_noting_somebody_again_is_one_query(record, dana, django_assert_num_queries):
    at_work(record, dana)
    with django_assert_num_queries(1):
        at_work(record, dana)
