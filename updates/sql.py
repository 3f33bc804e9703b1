"""What statements written in SQL need, on both databases."""

from datetime import UTC, date, datetime

from django.db import connection

_WINDOW = ("live_from", "live_until")


def live(alias: str) -> str:
    """Return the rule of `live_q` in SQL, for the table called `alias` and a parameter `now`."""
    return f"{alias}.live_from <= %(now)s AND ({alias}.live_until IS NULL OR {alias}.live_until > %(now)s)"


def next_change(edition: str) -> str:
    """Return in SQL the moment after the parameter `now` at which an edition next comes or goes by itself, or null."""
    moments = (f"SELECT MIN(n.{name}) AS moment FROM {edition} n WHERE n.{name} > %(now)s" for name in _WINDOW)
    return f"(SELECT MIN(moment) FROM ({' UNION ALL '.join(moments)}) moments)"


def moment_value(moment: datetime):
    return connection.ops.adapt_datetimefield_value(moment)


def day_value(day: date):
    return connection.ops.adapt_datefield_value(day)


def read_moment(value: datetime | str | None) -> datetime | None:
    """Return a moment from a column or cast to text; SQLite's are text, in UTC without saying so."""
    if not value:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_day(value: date | str) -> date:
    """Return a date, which SQLite hands over as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def count_of_tag(tag: str, tagging: str) -> str:
    """Return the rule of `TagQuerySet.with_counts` in SQL, for the tag called `tag` and a parameter `now`."""
    return kept_count(tag, f"{tagging} c WHERE c.tag_id = {tag}.id")


def stands(tag: str, tagging: str) -> str:
    """Return in SQL whether anything live carries the tag called `tag`, from a parameter `now`."""
    return f"""CASE WHEN {tag}.counted_until > %(now)s THEN {tag}.live_count > 0
    ELSE EXISTS (SELECT 1 FROM {tagging} c WHERE c.tag_id = {tag}.id AND {live("c")}) END"""


def kept_count(kept: str, counted: str) -> str:
    """Return the rule of `KeptCount` in SQL, for its row called `kept` (which may be missing) and a parameter `now`.

    `counted` is what is counted, called c, such as "updates_edition c WHERE c.region_id = r.id".
    """
    return f"""CASE WHEN {kept}.counted_until > %(now)s THEN {kept}.live_count
    ELSE (SELECT COUNT(*) FROM {counted} AND {live("c")}) END"""
