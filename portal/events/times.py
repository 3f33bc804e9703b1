"""Days and times as people write them, in UK time, and the moments that they mean."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from portal.ui import dates


class NoSuchTime(ValueError):
    """The clocks change that night: the time doesn't happen, or happens twice. The message says which, and why."""


def moment(day: date, clock: time) -> datetime:
    """Return the moment at which UK clocks show `clock` on `day`. Raises NoSuchTime in the hour that changes."""
    written = datetime.combine(day, clock)
    first, second = (timezone.make_aware(written.replace(fold=fold)) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    shown = f"{clock.hour}:{clock.minute:02}"
    if first.utcoffset() < second.utcoffset():
        raise NoSuchTime(
            f"There is no {shown} on {dates.day(day)}: the clocks go forward from 1:00 to 2:00 that night. "
            "Enter a time before 1:00, or from 2:00."
        )
    raise NoSuchTime(
        f"{shown} happens twice on {dates.day(day)}: the clocks go back from 2:00 to 1:00 that night. "
        "Enter a time before 1:00, or from 2:00."
    )


def whole_days(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the midnights, UK time, at which `first` begins and `last` ends."""
    return moment(first, time.min), moment(last + timedelta(days=1), time.min)
