"""What search knows of events: those to come, until they are over."""

from portal.search.index import Record, replace
from portal.ui import richtext

KIND = "event"


def index_event(event):
    """Write the search record of `event` anew, in the caller's transaction."""
    replace(KIND, event.pk, [record_of(event)])


def record_of(event) -> Record:
    """Return what search knows of `event`; its region must be at hand."""
    return Record(
        url=event.get_absolute_url(),
        title=f"Cancelled: {event.title}" if event.is_cancelled else event.title,
        heading="",
        text="\n".join(filter(None, [event.when, event.where, richtext.to_plain(event.summary)])),
        more=f"{event.region or 'Every region'} event {event.cancelled_reason}",
        region=event.region.slug if event.region else "",
        dated_on=event.first_day,
        live_from=event.made_at,
        live_until=event.ends_at,
    )
