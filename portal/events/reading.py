"""The events of panels, read without making their SQL anew for each page."""

from datetime import datetime
from functools import cache

from portal.events.models import Event
from portal.regions.models import Region
from portal.ui.prepared import Prepared

# In the order of the model's fields, which `from_db` takes for granted.
EVENT = (
    "id", "region_id", "title", "is_all_day", "starts_at", "ends_at", "place", "is_online", "is_featured",
    "featured_on_home", "status",
)  # fmt: skip
COLUMNS = (*EVENT, "region__slug", "region__name")


def next_events(place, count, now) -> list[Event]:
    """Return what `Event.objects.next_for(place, count, now)` finds, with the columns of lists, in one query.

    An event is public from the moment it is added, so it is the same for every reader.
    """
    if place is None:
        return [_event(row) for row in _everywhere(count).rows(now=now)]
    return [_event(row) for row in _in_one_region(count).rows(place=place.pk, now=now)]


def featured_event(region_id: int, now) -> Event | None:
    """Return what `Event.objects.featured_for` finds for the region with this id, in one query."""
    rows = _featured.rows(place=region_id, now=now)
    return _event(rows[0]) if rows else None


_featured = Prepared(
    lambda place, now: Event.objects.featured_for(place, now).values_list(*COLUMNS), place=int, now=datetime
)


@cache
def _everywhere(count):
    return Prepared(lambda now: Event.objects.next_for(None, count, now).values_list(*COLUMNS), now=datetime)


@cache
def _in_one_region(count):
    return Prepared(
        lambda place, now: Event.objects.next_for(place, count, now).values_list(*COLUMNS), place=int, now=datetime
    )


def _event(row):
    event = Event.from_db("default", EVENT, row[: len(EVENT)])
    event.region = Region(event.region_id, *row[len(EVENT) :]) if event.region_id else None
    return event
