"""Search, from what somebody typed to what the page shows: three queries, however common the words are."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.regions.models import Region
from portal.search import engines
from portal.search.highlight import marked, snippet
from portal.search.index import day_of
from portal.search.models import Entry, audiences_of
from portal.search.query import Query, parse
from portal.search.ranking import ranked
from portal.ui.prepared import Prepared

AT_ONCE = 10


class Result(NamedTuple):
    """One entry as the page shows it, its words marked. `heading` is empty where a record has only a title."""

    url: str
    title: SafeString
    heading: SafeString
    snippet: SafeString


class Offered(NamedTuple):
    """What a search can be narrowed to: regions as (slug, name), and the days between which entries lie.

    The days are None while the index is empty.
    """

    regions: tuple[tuple[str, str], ...]
    first_day: date | None
    last_day: date | None

    @property
    def years(self) -> list[int]:
        """The years of the index, the newest first."""
        return [*range(self.last_day.year, self.first_day.year - 1, -1)] if self.last_day else []


def offered() -> Offered:
    """Return what the page's filters offer; one query."""
    rows = _offered.rows()
    low, high = rows[0][2:] if rows else (None, None)
    days = (None, None) if low is None else (day_of(low), day_of(high))
    return Offered(tuple((slug, name) for slug, name, *_ in rows), *days)


def _regions():
    ids = Entry.objects.values("pk")
    regions = Region.objects.visible_to(AnonymousUser()).order_by("is_invented", "name")
    between = {"low": Subquery(ids.order_by("pk")[:1]), "high": Subquery(ids.order_by("-pk")[:1])}
    return regions.annotate(**between).values_list("slug", "name", "low", "high")


_offered = Prepared(_regions)


@dataclass(frozen=True)
class Found:
    """What a query found: ids, best first. `is_capped` when there are more, older ones, that were not looked at."""

    query: Query
    ids: list[int] = field(default_factory=list)
    is_capped: bool = False


def find(typed: str, user, newest: date | None, region: str = "", year: int | None = None) -> Found:
    """Return what `user` may find with the words `typed`, of one region (a slug) and one year where they are given.

    `newest` is the last day that the index knows (of `offered`), None for an empty index.
    """
    query = parse(typed)
    if not query.groups or newest is None:
        return Found(query)
    candidates, is_capped = engines.candidates(query, user, newest, region, year)
    return Found(query, ranked(query, candidates), is_capped)


def results(found: Found, ids: list[int], user) -> list[Result]:
    """Return what the page shows for some of the ids found, at most AT_ONCE, in their order; one query, if any."""
    if not ids:
        return []
    runs = found.query.runs
    rows = {row[0]: row[1:] for row in _entries(ids, user)}
    return [
        Result(url, marked(title, runs), marked(heading, runs), snippet(text, runs))
        for url, title, heading, text in (rows[pk] for pk in ids if pk in rows)
    ]


def _entries(ids, user):
    """The entries with these ids that `user` may find now. Where there are fewer than AT_ONCE, the last is repeated."""
    asked = [*ids, *[ids[-1]] * (AT_ONCE - len(ids))]
    given = {f"id_{place}": pk for place, pk in enumerate(asked)}
    return _prepared(tuple(audiences_of(user))).rows(now=timezone.now(), **given)


@cache
def _prepared(audiences):
    def entries(now, **ids):
        found = Entry.objects.live_for(audiences, now).filter(pk__in=ids.values())
        return found.values_list("pk", "url", "title", "heading", "text")

    return Prepared(entries, now=datetime, **{f"id_{place}": int for place in range(AT_ONCE)})
