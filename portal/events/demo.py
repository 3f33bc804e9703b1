"""Events of Mercia to look at: invented, and always some weeks ahead of the day on which they are made."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.events.actions import add_event
from portal.events.models import Event
from portal.regions.models import Region

WEEKS_AHEAD = [
    # weeks, weekday (0 is Monday), from, to, title, place, online, featured, summary
    (3, 2, time(10), time(15, 30), "Leadership summit", "The Guildhall, Ardenvale", False, True,
     "<p>Directors, chief executives and Lead Members choose next year’s priorities.</p>"),
    (5, 1, time(13), time(15), "Front door network", "", True, False,
     "<p>Three authorities show what they changed after their peer challenge.</p>"),
    (9, 3, time(9, 30), time(16), "Challenge event", "Severnford House", False, False,
     "<p>Each authority gives and receives challenge on its self-assessment.</p>"),
    (-6, 4, time(9, 30), time(16), "Annual conference", "The Corn Exchange, Kingsmarsh", False, False, ""),
]  # fmt: skip


def make_events(*, by=None):
    """Make the events that aren't there yet and return how many; Mercia must be loaded. Safe to run twice."""
    mercia = Region.objects.get(slug="mercia")
    known = set(Event.objects.filter(region=mercia).values_list("title", flat=True))
    new = [row for row in WEEKS_AHEAD if row[4] not in known]
    for row in new:
        add_event(_details(*row), region=mercia, by=by)
    return len(new)


def _details(weeks, weekday, starts, ends, title, place, is_online, is_featured, summary):
    today = timezone.localdate()
    day = today + timedelta(weeks=weeks, days=weekday - today.weekday())
    at = {
        name: timezone.make_aware(datetime.combine(day, clock))
        for name, clock in (("starts_at", starts), ("ends_at", ends))
    }
    return at | {
        "title": title, "place": place, "is_online": is_online, "is_featured": is_featured,
        "featured_on_home": is_featured, "summary": summary,
    }  # fmt: skip
