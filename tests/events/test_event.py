"""What an event is and does, and which events a reader finds."""

import pytest
import time_machine

from portal.audit.models import AuditEvent, NotAMove, Overtaken
from portal.events.models import Event
from portal.search.models import Entry
from portal.search.registry import rebuild
from portal.ui.models import PublicContent
from tests import make

pytestmark = pytest.mark.django_db


def titles(events):
    return [event.title for event in events]


def test_upcoming_events_come_next_first_until_they_end(mercia):
    make.event("Later", mercia, "2026-05-01 09:00")
    make.event("Now", mercia, "2026-03-03 09:00", "2026-03-03 17:00")
    make.event("Over", mercia, "2026-03-03 08:00", "2026-03-03 12:00")
    noon = make.moment("2026-03-03 12:00")
    assert titles(Event.objects.upcoming(noon)) == ["Now", "Later"]
    assert titles(Event.objects.past(noon)) == ["Over"]


def test_an_event_of_whole_days_is_upcoming_until_midnight_of_its_last_day(mercia):
    make.event("Residential", mercia, "2026-06-09", "2026-06-10", is_all_day=True)
    assert titles(Event.objects.upcoming(make.moment("2026-06-10 23:59"))) == ["Residential"]
    assert titles(Event.objects.upcoming(make.moment("2026-06-11 00:00"))) == []


def test_whole_days_are_said_without_times_and_end_on_their_last_day(mercia):
    event = make.event("Residential", mercia, "2026-03-28", "2026-03-29", is_all_day=True)
    assert event.when == "28 to 29 March 2026"


def test_times_are_said_in_uk_time(mercia):
    assert make.event(of=mercia, starts="2026-07-07 09:00").when == "Tuesday 7 July 2026, 9:00 to 10:00, UK time"


def test_featured_is_the_next_one_chosen_for_the_region(mercia, wessex):
    make.event("Not chosen", mercia, "2026-03-01 09:00")
    make.event("Another region's", wessex, "2026-03-02 09:00", is_featured=True)
    make.event("Second", mercia, "2026-03-05 09:00", is_featured=True)
    make.event("First", mercia, "2026-03-04 09:00", is_featured=True)
    now = make.moment("2026-02-01 00:00")
    assert titles(Event.objects.featured_for(mercia, now)) == ["First"]
    assert titles(Event.objects.featured_for(None, now)) == []


def test_featured_leaves_by_itself_when_it_is_over(mercia):
    make.event("Conference", mercia, "2026-03-03 09:00", "2026-03-03 16:00", is_featured=True)
    with time_machine.travel(make.moment("2026-03-03 15:59"), tick=False):
        assert titles(Event.objects.featured_for(mercia)) == ["Conference"]
    with time_machine.travel(make.moment("2026-03-03 16:00"), tick=False):
        assert titles(Event.objects.featured_for(mercia)) == []


def test_featured_leaves_when_it_is_cancelled(mercia, dana):
    event = make.event("Conference", mercia, is_featured=True)
    event.cancel(by=dana, reason="The venue is flooded.", version=1)
    assert titles(Event.objects.featured_for(mercia, make.moment("2026-01-01 00:00"))) == []


def test_home_features_what_was_chosen_for_it(mercia, frank):
    event = make.event("Conference", mercia)
    event.feature_on_home(True, by=frank, version=1)
    assert titles(Event.objects.featured_for(None, make.moment("2026-01-01 00:00"))) == ["Conference"]


def test_next_for_gives_the_soonest_and_the_featured_one_in_one_query(mercia, django_assert_num_queries):
    for day in range(1, 6):
        make.event(f"Day {day}", mercia, f"2026-03-0{day} 09:00", is_featured=day == 5)
    with django_assert_num_queries(1):
        assert titles(Event.objects.next_for(mercia, 2, make.moment("2026-02-01 00:00"))) == ["Day 1", "Day 2", "Day 5"]


def test_cancel_says_why_who_and_when_and_is_recorded(mercia, dana):
    event = make.event("Conference", mercia)
    event.cancel(by=dana, reason="The venue is flooded.", version=1)
    event.refresh_from_db()
    assert (event.status, event.cancelled_reason, event.cancelled_by, event.version) == (
        "cancelled", "The venue is flooded.", dana, 2,
    )  # fmt: skip
    assert event.cancelled_at is not None
    assert [(e.verb, e.by_name, e.region) for e in AuditEvent.objects.about(event)] == [
        ("cancelled", "Dana", "mercia"),
        ("added", "", "mercia"),
    ]


def test_an_event_is_cancelled_once(mercia, dana):
    event = make.event("Conference", mercia)
    event.cancel(by=dana, reason="The venue is flooded.", version=1)
    with pytest.raises(NotAMove):
        event.cancel(by=dana, reason="Again.", version=2)


def test_cancel_after_somebody_else_changed_it_does_nothing(mercia, dana):
    event = make.event("Conference", mercia)
    Event.objects.get().rewrite(by=dana, version=1, title="Summit")
    with pytest.raises(Overtaken):
        event.cancel(by=dana, reason="The venue is flooded.", version=1)
    event.refresh_from_db()
    assert (event.title, event.status, event.cancelled_reason) == ("Summit", "scheduled", "")


def test_rewrite_keeps_the_uid_and_raises_the_version(mercia, dana):
    event = make.event("Conference", mercia)
    uid = event.uid
    event.rewrite(by=dana, version=1, title="Summit")
    event.refresh_from_db()
    assert (event.title, event.uid, event.version, event.edited_by) == ("Summit", uid, 2, dana)


def test_rewrite_of_a_version_that_is_gone_changes_nothing(mercia, dana):
    event = make.event("Conference", mercia)
    event.rewrite(by=dana, version=1, title="Summit")
    with pytest.raises(Overtaken):
        event.rewrite(by=dana, version=1, title="Meeting")
    assert Event.objects.get().title == "Summit"


def test_each_change_reaches_search_and_drops_kept_pages(mercia, dana):
    seen = []

    def look():
        seen.append(PublicContent.objects.get().version)
        return list(Entry.objects.filter(kind="event").values_list("title", flat=True))

    with time_machine.travel(make.moment("2026-01-01 00:00")):
        event = make.event("Conference", mercia)
        assert look() == ["Conference"]
        event.rewrite(by=dana, version=1, title="Summit")
        assert look() == ["Summit"]
        event.cancel(by=dana, reason="The venue is flooded.", version=2)
        assert look() == ["Cancelled: Summit"]
    assert len(set(seen)) == 3


def test_making_the_index_again_finds_what_is_to_come(mercia):
    with time_machine.travel(make.moment("2026-01-01 00:00")):
        make.event("Conference", mercia)
        make.event("Over", mercia, "2025-03-03 09:00")
        before = list(Entry.objects.filter(kind="event").values_list("title", "words"))
        Entry.objects.all().delete()
        rebuild("event")
        assert list(Entry.objects.filter(kind="event").values_list("title", "words")) == before
        assert [title for title, _ in before] == ["Conference"]


def test_where_says_place_online_or_both():
    assert [
        Event(place=place, is_online=is_online).where
        for place, is_online in [("", False), ("", True), ("Town hall", False), ("Town hall", True)]
    ] == ["", "Online", "Town hall", "Town hall and online"]
