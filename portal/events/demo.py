"""Events of the invented region Mercia, some weeks from the day on which they are made. Nothing in them is real."""

from datetime import date, time, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.events.actions import add_event
from portal.events.models import Event
from portal.events.times import moment, whole_days
from portal.regions.models import Region

TUESDAY = 1


class Sample(NamedTuple):
    """An event on the Tuesday so many `weeks` from now; `hours` are (from, to), or a number of whole days."""

    title: str
    weeks: int
    hours: tuple[time, time] | int
    place: str
    summary: str
    is_online: bool = False
    is_featured: bool = False
    cancelled: str = ""


EVENTS = (
    Sample(
        "Mercia annual conference: listening to children and young people", 6, (time(9, 30), time(16)),
        "Guildhall, Kingsmarsh",
        "<p>For directors, heads of service and practitioners of all eight authorities. Young people open the day.</p>"
        "<ul><li>Each authority has six places.</li><li>Lunch is provided.</li></ul>",
        is_featured=True,
    ),
    Sample(
        "Performance leads’ quarterly meeting", 2, (time(10), time(12)), "",
        "<p>The quarter’s figures, and one question that several authorities have.</p>", is_online=True,
    ),
    Sample(
        "Learning day: early help for families with very young children", 4, (time(9, 30), time(13)),
        "Severnford town hall", "<p>Three authorities show what they changed and what came of it.</p>",
    ),
    Sample(
        "Directors’ residential", 11, 2, "Cressmere",
        "<p>Two days for directors of children’s services: the year’s peer challenges, and what to do next.</p>",
    ),
    Sample(
        "Workshop: supervision of newly qualified social workers", 3, (time(13), time(16)), "Temebridge library",
        "<p>For principal social workers and team managers.</p>",
        cancelled="Too few people were able to come. It is planned again for next term.",
    ),
    Sample(
        "Spring meeting of the workforce network", -7, (time(14), time(16)), "", "<p>Notes went to members.</p>",
        is_online=True,
    ),
)  # fmt: skip


@transaction.atomic
def make_events() -> int:
    """Make the events that Mercia (which must be there) lacks; return how many are new. Safe to run twice."""
    mercia = Region.objects.get(slug="mercia", is_invented=True)
    manager = Post.objects.current().of(mercia).filter(role=Role.PROGRAMME_MANAGER).first()
    there = set(Event.objects.of(mercia).values_list("title", flat=True))
    new = [sample for sample in EVENTS if sample.title not in there]
    for sample in new:
        _make(sample, mercia, manager.person if manager else None)
    return len(new)


def _make(sample, region, by):
    starts_at, ends_at = _when(sample)
    details = {
        "title": sample.title,
        "summary": sample.summary,
        "place": sample.place,
        "is_online": sample.is_online,
        "is_featured": sample.is_featured,
        "featured_on_home": sample.is_featured,
        "is_all_day": isinstance(sample.hours, int),
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    event = add_event(details, region=region, by=by)
    if sample.cancelled and by:
        event.cancel(by=by, reason=sample.cancelled, version=event.version)


def _when(sample):
    today = timezone.localdate()
    day: date = today + timedelta(days=(TUESDAY - today.weekday()) % 7, weeks=sample.weeks)
    if isinstance(sample.hours, int):
        return whole_days(day, day + timedelta(days=sample.hours - 1))
    return tuple(moment(day, clock) for clock in sample.hours)
