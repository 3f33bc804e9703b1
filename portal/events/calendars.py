"""Events as iCalendar (RFC 5545): one to keep, or a calendar to subscribe to."""

from datetime import UTC, timedelta

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from portal.ui import richtext
from portal.ui.links import absolute

CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESHED_EVERY = timedelta(hours=6)


def calendar(name, events) -> bytes:
    """Return the events as a calendar called `name`, for calendars that fetch it again and again."""
    made = _empty()
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", REFRESHED_EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for event in events:
        made.add_component(_entry(event))
    return made.to_ical()


def one_event(event) -> bytes:
    """Return one event, to keep in one's own calendar."""
    made = _empty()
    made.add_component(_entry(event))
    return made.to_ical()


def _empty():
    made = Calendar()
    made.add("prodid", f"-//{settings.SITE_NAME}//Events//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    return made


def _entry(event):
    """Return an event as a calendar keeps it: the same uid for good, a higher sequence after every change."""
    entry = Entry()
    entry.add("uid", str(event.uid))
    entry.add("sequence", event.version - 1)
    entry.add("dtstamp", event.edited_at.astimezone(UTC))
    entry.add("last-modified", event.edited_at.astimezone(UTC))
    _add_when(entry, event)
    entry.add("summary", f"Cancelled: {event.title}" if event.is_cancelled else event.title)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.is_all_day or event.is_cancelled:
        entry.add("transp", "TRANSPARENT")
    if event.where:
        entry.add("location", event.where)
    entry.add("url", absolute(event))
    entry.add("description", _description(event))
    return entry


def _add_when(entry, event):
    """Whole days are dates, the end being the day after the last; other moments are in UTC."""
    if event.is_all_day:
        entry.add("dtstart", event.first_day)
        entry.add("dtend", event.last_day + timedelta(days=1))
    else:
        entry.add("dtstart", event.starts_at.astimezone(UTC))
        entry.add("dtend", event.ends_at.astimezone(UTC))


def _description(event):
    reason = f"Cancelled: {event.cancelled_reason}" if event.is_cancelled else ""
    return "\n\n".join(filter(None, [reason, richtext.to_plain(event.summary), event.link, absolute(event)]))
