"""Lists of updates for readers: which to show, what may be chosen, and where each list lives."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import NamedTuple

from django.db.models import Subquery
from django.db.models.functions import Coalesce, Least

from portal.regions.models import Region
from portal.ui.prepared import Prepared
from portal.ui.statements import fetch_all
from updates import sql
from updates.addresses import list_url, tag_url, update_url
from updates.models import Edition, Tag, Tagging
from updates.models.kept import FOR_GOOD
from updates.periods import Period

PER_PAGE = 20


class Named(NamedTuple):
    """A link: its name and address; `count` for a tag, `said` for what distinguishes it from its neighbours."""

    name: str
    url: str
    count: int | None = None
    said: str = ""


class Listed(NamedTuple):
    """A live update as lists and feeds show it."""

    edition_id: int
    title: str
    in_short: str
    region_slug: str
    region: str
    is_invented: bool
    period_from: date
    period_to: date
    special_slug: str
    first_published_at: datetime
    last_major_at: datetime

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def url(self) -> str:
        return update_url(self.region_slug, self.period, self.special_slug)


LISTED = (
    "pk", "title", "in_short", "region__slug", "region__name", "region__is_invented", "period_from", "period_to",
    "update__special_slug", "first_published_at", "last_major_at",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to: a region's slug, a tag's slug, a year. None or empty: not narrowed."""

    region: str = ""
    tag: str = ""
    year: int | None = None

    @property
    def url(self) -> str:
        """The one address of this list."""
        return list_url(self.region, self.tag, self.year)

    @property
    def has_kept_count(self) -> bool:
        """Whether it is all updates, or a region's or a tag's: how many these are is kept (`KeptCount`)."""
        return not self.year and not (self.region and self.tag)


class UpdateList:
    """The live updates that match `filters` at the moment `now`, latest period first; to be counted and sliced.

    Which editions stand on a page is asked of an index alone; only theirs are then read.
    """

    def __init__(self, filters: Filters, now: datetime):
        self._values = _values(filters, now)

    def count(self) -> int:
        return _matching(**self._values).count()

    def __getitem__(self, places: slice) -> list[Listed]:
        first = places.start or 0
        if places.stop <= first:
            return []
        return [Listed(*row) for row in _rows(_listed, places.stop - first, self._values | {"first": first})]


def _values(filters, now):
    """The values that the queries below take: only those that narrow the list."""
    values = {"now": now}
    if filters.region:
        values["region"] = filters.region
    if filters.tag:
        values["tag"] = filters.tag
    if filters.year:
        values |= {"from_on": date(filters.year, 1, 1), "before": date(filters.year + 1, 1, 1)}
    return values


def _matching(now, region="", tag="", from_on=None, before=None):
    """The live editions that match, or with a tag its taggings of them: both know all that is asked here.

    Tag and region as one value each, not joined: so the index gives the rows in the list's order, and only its page.
    """
    found = Tagging.objects.live(now).filter(tag=_of(Tag, tag)) if tag else Edition.objects.live(now)
    if region:
        found = found.filter(region=_of(Region, region))
    return found.filter(period_to__gte=from_on, period_to__lt=before) if from_on else found


def _of(model, slug):
    return model.objects.filter(slug=slug).values("pk")[:1]


def _editions(count, first=0, **values):
    """`count` editions of the list, from number `first` on, as a QuerySet."""
    found = _matching(**values).order_by("-period_to", "-update_id")
    ids = found.values("edition" if "tag" in values else "pk")[first : first + count]
    return Edition.objects.filter(pk__in=ids).order_by("-period_to", "-update_id")


def _listed(count, **values):
    return _editions(count, **values).values_list(*LISTED)


def _rows(make, count, values):
    """The rows of `make`, without making its SQL anew for each page."""
    return _prepared(make, count, tuple((name, type(value)) for name, value in values.items())).rows(**values)


@cache
def _prepared(make, count, kinds):
    return Prepared(partial(make, count), **dict(kinds))


def by_year(updates) -> list[tuple[int, list[Listed]]]:
    """Group updates, which are in order, by the year in which their period ends."""
    years: dict[int, list[Listed]] = {}
    for update in updates:
        years.setdefault(update.period_to.year, []).append(update)
    return list(years.items())


@dataclass(frozen=True)
class Latest:
    """The latest updates, each with its sections as (heading, anchor) pairs, and when the public next sees others."""

    updates: list[tuple[Listed, list[tuple[str, str]]]]
    next_change: datetime | None


def latest(region: str, count: int, now: datetime) -> Latest:
    """Return the latest `count` updates at the moment `now`, of the region with this slug or of all.

    One query; a second one only when there is no update yet.
    """
    updates: dict[int, tuple[Listed, list]] = {}
    change = None
    for *columns, heading, anchor, coming in _rows(_latest, count, _values(Filters(region), now)):
        _, sections = updates.setdefault(columns[0], (Listed(*columns), []))
        if heading:
            sections.append((heading, anchor))
        change = coming
    return Latest(list(updates.values()), change if updates else next_change(now))


def latest_tags(region: str, count: int, now: datetime) -> list[Named]:
    """Return the tags of the latest `count` updates, with how many live updates carry each; one query."""
    return _named(_rows(_latest_tags, count, _values(Filters(region), now)))


def _latest(count, now, **region):
    found = _editions(count, now=now, **region).annotate(coming=_coming(now))
    return found.order_by("-period_to", "-update_id", "sections__position", "sections__pk").values_list(
        *LISTED, "sections__heading", "sections__anchor", "coming"
    )


def _latest_tags(count, now, **region):
    recent = _editions(count, now=now, **region).values("pk")
    tags = Tag.objects.filter(pk__in=Tagging.objects.filter(edition__in=recent).values("tag"))
    return tags.with_counts(now).values_list("name", "slug", "count")


def all_tags(now: datetime) -> list[Named]:
    """Return every tag of what is live, with how many live updates carry it, by name; one query."""
    return _named(_all_tags.rows(now=now))


_all_tags = Prepared(lambda now: Tag.objects.with_counts(now).values_list("name", "slug", "count"), now=datetime)


def _named(rows):
    named = [Named(name, tag_url(slug), count) for name, slug, count in rows]
    return sorted(named, key=lambda tag: tag.name.casefold())


def next_change(now: datetime) -> datetime | None:
    """Return the moment after `now` at which an edition next comes or goes by itself, or None; one query."""
    rows = fetch_all(f"SELECT {sql.next_change(Edition._meta.db_table)}", {"now": sql.moment_value(now)})
    return sql.read_moment(rows[0][0])


def _coming(now):
    """The same for each row of a query, or FOR_GOOD."""
    firsts = (
        Edition.objects.filter(**{f"{name}__gt": now}).order_by(name).values(name)[:1]
        for name in ("live_from", "live_until")
    )
    return Least(*(Coalesce(Subquery(first), FOR_GOOD) for first in firsts))
