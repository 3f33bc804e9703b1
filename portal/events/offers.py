"""What events hand to the home page, the regions' pages and the sitemap."""

from django.urls import reverse
from django.utils import timezone

from portal.events.index import KIND, record_of
from portal.events.models import Event
from portal.events.reading import next_events
from portal.home import offers
from portal.search.registry import searchable

NEXT = 3


@offers.panel("home", order=30)
def events_on_home(user, place):
    return _next_events(user, place)


@offers.panel("region", order=30)
def events_of_region(user, place):
    return _next_events(user, place)


def _next_events(user, place):
    """The featured event of `place` and the next three beside it; nothing when nothing is to come."""
    now = timezone.now()
    events = next_events(place, NEXT + 1, now)
    if not events:
        return None
    featured = next((event for event in events if event.is_featured_for(place)), None)
    others = [event for event in events if event != featured][:NEXT]
    context = {"featured": featured, "events": others, "place": place}
    return offers.Panel("events/_panel.html", context, aside=True, until=min(event.ends_at for event in events))


def every_event():
    """Yield (id, search records) of each event to come."""
    for event in Event.objects.upcoming().select_related("region").iterator(chunk_size=500):
        yield event.pk, [record_of(event)]


searchable(KIND, every_event)


@offers.sitemap
def event_pages():
    yield reverse("event_list"), None
    for pk, edited_at in Event.objects.upcoming().values_list("pk", "edited_at"):
        yield reverse("event", args=[pk]), edited_at
