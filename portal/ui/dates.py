"""Dates and times in words, the same on every page: "3 March 2026", "9:00, UK time"."""

import datetime

from django.utils import timezone

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(value):
    """Return a moment on the UK's clock; a plain date or a naive moment stays as it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value) -> str:
    """Return "3 March 2026" for a date or a moment."""
    value = local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value) -> str:
    """Return "Tuesday 3 March 2026" for a date or a moment."""
    return f"{WEEKDAYS[local(value).weekday()]} {day(value)}"


def clock(value) -> str:
    """Return "9:00", on the UK's clock, for a moment."""
    value = local(value)
    return f"{value.hour}:{value.minute:02}"


def moment(value) -> str:
    """Return "Tuesday 3 March 2026 at 9:00, UK time" for a moment."""
    return f"{weekday(value)} at {clock(value)}, UK time"


def month(value) -> str:
    """Return "March 2026" for a date or a moment."""
    value = local(value)
    return f"{MONTHS[value.month - 1]} {value.year}"


def days(first, last=None) -> str:
    """Return whole days in words: "Tuesday 3 March 2026", "3 to 4 March 2026", "30 March to 2 April 2026"."""
    first, last = local(first), local(last) if last else None
    if last is None or day(first) == day(last):
        return weekday(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def span(start, end=None) -> str:
    """Return from when to when, in words, for two moments; the end may be missing.

    "Tuesday 3 March 2026, 9:00 to 11:30, UK time"; over several days both days are named.
    """
    if end is None or local(end) == local(start):
        return moment(start)
    if day(start) == day(end):
        return f"{weekday(start)}, {clock(start)} to {clock(end)}, UK time"
    return f"{weekday(start)} at {clock(start)} to {weekday(end)} at {clock(end)}, UK time"


def machine(value) -> str:
    """Return what `<time datetime="…">` takes for a date or a moment."""
    return local(value).isoformat()
