"""The newest entries with the words of a query, asked of each database in its own way.

Both index the same words, so both find the same entries. Neither ranks: what a common word costs is then the newest
few hundred entries, however many there are.
"""

from django.db import connection
from django.utils import timezone

from portal.search.index import day_of, region_mark, year_mark
from portal.search.models import audiences_of
from portal.ui.statements import fetch_all

NEWEST = 250
NEWEST_HEADINGS = 50
# A phrase is looked for in the words of so many of the newest entries that have all its words.
NEWEST_FOR_PHRASES = 600

_VECTOR = "array_to_tsvector(array_remove(regexp_split_to_array(e.words, '\\s+'), ''))"
_SQLITE = """
    SELECT e.id FROM search_words CROSS JOIN search_entry e ON e.id = -search_words.rowid
    WHERE search_words MATCH %s AND {live} ORDER BY search_words.rowid LIMIT %s
"""
# Stretch by stretch of years, newest first, until there are enough: the index has no order, and common words are in
# most entries.
_POSTGRESQL = f"""
    SELECT found.id FROM unnest(%s::text[]) AS stretch (years), LATERAL (
        SELECT e.id FROM search_entry e WHERE {_VECTOR} @@ (%s || stretch.years)::tsquery AND {{live}}
        ORDER BY e.id DESC LIMIT %s
    ) found LIMIT %s
"""
_SPAN = "SELECT (SELECT min(id) FROM search_entry), (SELECT max(id) FROM search_entry)"


def candidates(query, user, years, region="", year=None) -> tuple[list[tuple[int, str]], bool]:
    """Return (id, words) of the newest entries that match `query` and that `user` may find, in no order.

    With it, whether there may be older ones: at most `NEWEST` with the words anywhere are looked at, and
    `NEWEST_HEADINGS` with all of them in title and heading. `years` are the first and last that the index knows;
    `region` is a slug; `year` one year alone.
    """
    most = NEWEST_FOR_PHRASES if query.phrases else NEWEST
    marks = [region_mark(region)] if region else []
    years = (year, year) if year else years
    parts, values = [], []
    for prefix, limit in (("", most), ("h_", NEWEST_HEADINGS)):
        sql, parameters = _newest(_expression(query.groups, marks, prefix, year), user, years, limit)
        parts.append(f"SELECT id FROM ({sql}) newest")
        values += parameters
    rows = fetch_all(f"SELECT e.id, e.words FROM search_entry e WHERE e.id IN ({' UNION '.join(parts)})", values)
    phrases = [f" {' '.join(run)} " for run in query.phrases]
    matching = [row for row in rows if all(phrase in row[1] for phrase in phrases)]
    # As many as were looked at: there may be more. One too many said is better than one kept silent.
    return matching, len(rows) >= most


def _newest(expression, user, years, limit):
    live, live_values = _live(user)
    if connection.vendor == "sqlite":
        return _SQLITE.format(live=live), [expression, *live_values, limit]
    stretches = [f"({' | '.join(year_mark(year) for year in stretch)})" for stretch in _stretches(*years)]
    return _POSTGRESQL.format(live=live), [stretches, f"{expression} & ", *live_values, limit, limit]


def _stretches(first, last):
    """Yield years, the newest first, in stretches of 1, 4, 16…: common words end in the first, rare ones soon."""
    length = 1
    while last >= first:
        yield range(last, max(first - 1, last - length), -1)
        last, length = last - length, length * 4


def _live(user):
    """The rule of `Entry.objects.visible_to`, as SQL: what is found is also read through that."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    audiences = audiences_of(user)
    places = ", ".join(["%s"] * len(audiences))
    sql = f"e.live_from <= %s AND (e.live_until IS NULL OR e.live_until > %s) AND e.audience IN ({places})"
    return sql, [now, now, *audiences]


def _expression(groups, marks, prefix, year):
    """Return the query in the database's own language. Words are letters and digits, so quotes keep them words."""
    sqlite = connection.vendor == "sqlite"
    quote, both, either = ('"', " AND ", " OR ") if sqlite else ("'", " & ", " | ")

    def quoted(word):
        return f"{quote}{word}{quote}"

    needed = [
        "(" + either.join("(" + both.join(quoted(prefix + word) for word in run) + ")" for run in group) + ")"
        for group in groups
    ]
    needed += [quoted(mark) for mark in marks]
    if year and sqlite:
        needed.append(quoted(year_mark(year)))
    return both.join(needed)


def years_known() -> tuple[int, int] | None:
    """Return the first and last year of the index, or None when it is empty."""
    low, high = fetch_all(_SPAN, [])[0]
    return None if low is None else (day_of(low).year, day_of(high).year)
