"""The calendar files, read back as a calendar reads them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from icalendar import Calendar

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


def fetched(client, address="/events/calendar.ics"):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def only(calendar):
    [entry] = calendar.walk("VEVENT")
    return entry


@pytest.mark.parametrize(
    ("starts", "in_utc"),
    [
        ("2026-03-28 09:00", datetime(2026, 3, 28, 9, tzinfo=UTC)),
        ("2026-03-29 09:00", datetime(2026, 3, 29, 8, tzinfo=UTC)),
        ("2026-10-24 09:00", datetime(2026, 10, 24, 8, tzinfo=UTC)),
        ("2026-10-25 09:00", datetime(2026, 10, 25, 9, tzinfo=UTC)),
    ],
)
@time_machine.travel("2026-01-01 00:00 +0000", tick=False)
def test_times_are_right_on_both_sides_of_both_clock_changes(client, mercia, starts, in_utc):
    make.event(of=mercia, starts=starts)
    assert only(fetched(client))["DTSTART"].dt == in_utc


@time_machine.travel("2026-01-01 00:00 +0000", tick=False)
def test_whole_days_are_dates_and_end_on_the_day_after(client, mercia):
    make.event("Residential", mercia, "2026-03-28", "2026-03-29", is_all_day=True)
    entry = only(fetched(client))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 3, 28), date(2026, 3, 30))
    assert type(entry["DTSTART"].dt) is date


@time_machine.travel("2026-01-01 00:00 +0000", tick=False)
def test_an_entry_says_what_a_calendar_needs(client, mercia, settings):
    event = make.event(
        "Conference, with lunch; and more", mercia, place="Town hall", is_online=True, link="https://example.org/book",
        summary="<p>For all.</p>",
    )  # fmt: skip
    entry = only(fetched(client))
    address = f"{settings.PORTAL_ORIGIN}/events/{event.pk}/"
    assert {name: str(entry[name]) for name in ("UID", "SUMMARY", "LOCATION", "STATUS", "URL", "DESCRIPTION")} == {
        "UID": str(event.uid),
        "SUMMARY": "Conference, with lunch; and more",
        "LOCATION": "Town hall and online",
        "STATUS": "CONFIRMED",
        "URL": address,
        "DESCRIPTION": f"For all.\n\nhttps://example.org/book\n\n{address}",
    }
    assert (entry["SEQUENCE"], entry["DTSTAMP"].dt) == (0, datetime(2026, 1, 1, tzinfo=UTC))


@time_machine.travel("2026-01-01 00:00 +0000", tick=False)
def test_a_changed_event_keeps_its_uid_and_raises_its_sequence(client, mercia, dana):
    event = make.event("Conference", mercia)
    event.rewrite(by=dana, version=1, title="Summit")
    entry = only(fetched(client))
    assert (str(entry["UID"]), entry["SEQUENCE"], str(entry["SUMMARY"])) == (str(event.uid), 1, "Summit")


def test_a_cancelled_event_stays_as_cancelled_for_ninety_days_and_then_goes(client, mercia, dana):
    event = make.event("Conference", mercia, "2026-03-03 09:00")
    event.cancel(by=dana, reason="The venue is flooded.", version=1)
    with time_machine.travel(make.moment("2026-05-31 00:00"), tick=False):
        entry = only(fetched(client))
        assert (str(entry["STATUS"]), str(entry["SUMMARY"]), entry["SEQUENCE"]) == (
            "CANCELLED", "Cancelled: Conference", 1,
        )  # fmt: skip
    with time_machine.travel(make.moment("2026-06-02 00:00"), tick=False):
        assert fetched(client).walk("VEVENT") == []


def test_a_past_event_stays_for_a_year(client, mercia):
    make.event("Conference", mercia, "2025-03-03 09:00")
    with time_machine.travel(make.moment("2026-03-02 00:00"), tick=False):
        assert str(only(fetched(client))["SUMMARY"]) == "Conference"
    with time_machine.travel(make.moment("2026-03-04 00:00"), tick=False):
        assert fetched(client).walk("VEVENT") == []


@time_machine.travel("2026-01-01 00:00 +0000", tick=False)
def test_a_regions_calendar_has_its_name_and_its_events_alone(client, mercia, wessex):
    make.event("Ours", mercia)
    make.event("Theirs", wessex)
    calendar = fetched(client, "/mercia/events/calendar.ics")
    assert (str(calendar["X-WR-CALNAME"]), str(calendar["METHOD"])) == ("Events: Mercia", "PUBLISH")
    assert str(only(calendar)["SUMMARY"]) == "Ours"


def test_one_event_is_a_file_to_keep(client, mercia):
    event = make.event("Conference", mercia)
    response = client.get(f"/events/{event.pk}/calendar.ics")
    assert response["Content-Disposition"] == f'attachment; filename="event-{event.pk}.ics"'
    assert str(only(Calendar.from_ical(response.content))["UID"]) == str(event.uid)


def test_an_empty_calendar_is_a_calendar(client, db):
    assert fetched(client).walk("VEVENT") == []


def test_no_calendar_for_a_region_that_is_not(client, db):
    assert client.get("/nowhere/events/calendar.ics").status_code == 404
