"""What a list of updates can be narrowed to: only regions, tags and years that lead to something, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from portal.ui.statements import fetch_all
from updates import sql
from updates.addresses import list_url
from updates.models import Edition, RegionCount, Tag, Tagging
from updates.reading import Filters

_EDITION, _TAGGING, _TAG, _COUNT = (model._meta.db_table for model in (Edition, Tagging, Tag, RegionCount))
_REGION = Edition._meta.get_field("region").related_model._meta.db_table
_LIVE = sql.live("o")
_YEAR_BEGINS = {
    "sqlite": "date(y.ends, 'start of year')",
    "postgresql": "CAST(date_trunc('year', y.ends) AS date)",
}


class Choice(NamedTuple):
    """One value of a filter: where choosing it leads, and whether it is chosen now."""

    label: str
    url: str
    is_chosen: bool = False


@dataclass
class Choices:
    """The values of each filter that lead to something beside what is chosen; `region` and `tag` name what is chosen.

    `chips` are the filters in force, each leading to the list without it. `next_change` is when the public next sees
    something else, or None. `count` is how many updates the list has, or None where no count is kept.
    """

    regions: Sequence[Choice] = field(default_factory=list)
    tags: Sequence[Choice] = field(default_factory=list)
    years: Sequence[Choice] = field(default_factory=list)
    chips: Sequence[Choice] = field(default_factory=list)
    region: str = ""
    tag: str = ""
    region_is_invented: bool = False
    next_change: datetime | None = None
    count: int | None = None


def choices(filters: Filters, now: datetime) -> Choices | None:
    """Return what a list with `filters` can be narrowed to at the moment `now`; one query.

    None when there is no such region, or no such tag with anything live.
    """
    values = {"now": sql.moment_value(now), "region": filters.region, "tag": filters.tag}
    if filters.year:
        values["first"] = sql.day_value(date(filters.year, 1, 1))
        values["after"] = sql.day_value(date(filters.year + 1, 1, 1))
    rows = fetch_all(_statement(filters, connection.vendor), values)
    found = Choices()
    for kind, slug, name, leads, is_invented, _ in rows:
        _READERS[kind](found, filters, slug, name, leads)
        if kind == "region" and slug == filters.region:
            found.region_is_invented = bool(is_invented)
    if (filters.region and not found.region) or (filters.tag and not found.tag):
        return None
    found.regions = tuple(found.regions)
    found.years = tuple(sorted(found.years, reverse=True))
    found.tags = tuple(sorted(found.tags, key=lambda choice: choice.label.casefold()))
    found.chips = _chips(filters, found)
    if filters.has_kept_count:
        found.count = sum(count for *_, count in rows)
    return found


def _statement(filters, vendor):
    regions, of_region = _standing(filters, "region")
    tags, of_tag = _standing(filters, "tag")
    years, of_year = _standing(filters, "year")
    count_of_region, count_of_tag = _counts(filters)
    # With nothing else chosen each tag that stands leads somewhere.
    any_tagged = f"CASE WHEN EXISTS (SELECT 1 FROM {tags} WHERE o.tag_id = t.id AND {of_tag}) THEN 1 ELSE 0 END"
    tag_leads = any_tagged if filters.region or filters.year else "1"
    return f"""
WITH RECURSIVE y(ends) AS (
    SELECT (SELECT o.period_to FROM {years} WHERE {of_year} ORDER BY o.period_to DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT o.period_to FROM {years} WHERE {of_year} AND o.period_to < {_YEAR_BEGINS[vendor]}
        ORDER BY o.period_to DESC LIMIT 1)
    FROM y WHERE y.ends IS NOT NULL
)
SELECT 'year' AS kind, CAST(y.ends AS text) AS slug, '' AS name, 1 AS leads, 0 AS invented, 0 AS live
FROM y WHERE y.ends IS NOT NULL
UNION ALL
SELECT 'region', r.slug, r.name, CASE WHEN EXISTS (SELECT 1 FROM {regions} WHERE o.region_id = r.id AND {of_region})
    THEN 1 ELSE 0 END, CASE WHEN r.is_invented THEN 1 ELSE 0 END, {count_of_region}
FROM {_REGION} r LEFT JOIN {_COUNT} k ON k.region_id = r.id
UNION ALL
SELECT 'tag', t.slug, t.name, {tag_leads}, 0, {count_of_tag} FROM {_TAG} t WHERE {sql.stands("t", _TAGGING)}
UNION ALL
SELECT 'change', CAST({sql.next_change(_EDITION)} AS text), '', 1, 0, 0
ORDER BY 5, 3"""


def _counts(filters):
    """Return what each region's and each tag's row adds to the count of the list, in SQL: nothing unless kept."""
    if not filters.has_kept_count:
        return "0", "0"
    if filters.tag:
        return "0", f"CASE WHEN t.slug = %(tag)s THEN {sql.count_of_tag('t', _TAGGING)} ELSE 0 END"
    of_region = sql.kept_count("k", f"{_EDITION} c WHERE c.region_id = r.id")
    return f"CASE WHEN r.slug = %(region)s THEN {of_region} ELSE 0 END" if filters.region else of_region, "0"


def _standing(filters, but):
    """Return (table, condition) of the live updates that match all `filters` except the one called `but`."""
    chosen = {name for name in ("region", "tag", "year") if getattr(filters, name)} - {but}
    conditions = [_LIVE]
    if "region" in chosen:
        conditions.append(f"o.region_id = (SELECT id FROM {_REGION} WHERE slug = %(region)s)")
    if "tag" in chosen:
        conditions.append(f"o.tag_id = (SELECT id FROM {_TAG} WHERE slug = %(tag)s)")
    if "year" in chosen:
        conditions.append("o.period_to >= %(first)s AND o.period_to < %(after)s")
    table = _TAGGING if "tag" in (*chosen, but) else _EDITION
    return f"{table} o", " AND ".join(conditions)


def _read_year(found, filters, slug, name, leads):
    year = int(slug[:4])
    found.years.append(Choice(str(year), list_url(filters.region, filters.tag, year), year == filters.year))


def _read_region(found, filters, slug, name, leads):
    is_chosen = slug == filters.region
    if is_chosen:
        found.region = name
    if leads:
        found.regions.append(Choice(name, list_url(slug, filters.tag, filters.year), is_chosen))


def _read_tag(found, filters, slug, name, leads):
    is_chosen = slug == filters.tag
    if is_chosen:
        found.tag = name
    if leads:
        found.tags.append(Choice(name, list_url(filters.region, slug, filters.year), is_chosen))


def _read_change(found, filters, slug, name, leads):
    found.next_change = sql.read_moment(slug)


_READERS = {"year": _read_year, "region": _read_region, "tag": _read_tag, "change": _read_change}


def _chips(filters, found):
    chips = [
        (found.region, list_url("", filters.tag, filters.year)),
        (found.tag, list_url(filters.region, "", filters.year)),
        (str(filters.year or ""), list_url(filters.region, filters.tag)),
    ]
    return [Choice(label, without, is_chosen=True) for label, without in chips if label]
