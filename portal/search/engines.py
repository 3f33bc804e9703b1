"""The newest entries with the words of a query, asked of each database in its own way.

Both index the same words, so both find the same entries. Neither ranks: what a common word costs is then the newest
few hundred entries, however many there are.
"""

from datetime import date

from django.db import connection
from django.utils import timezone

from portal.search.index import LAST_ID, first_id, quarter_begins, quarter_mark, region_mark, year_mark
from portal.search.models import audiences_of
from portal.ui.statements import fetch_all

NEWEST = 250
NEWEST_HEADINGS = 50
# A phrase is looked for in the words of so many of the newest entries that have all its words.
NEWEST_FOR_PHRASES = 600

_VECTOR = "search_vector(e.words)"
_SQLITE = """
    SELECT e.id FROM search_words CROSS JOIN search_entry e ON e.id = -search_words.rowid
    WHERE search_words MATCH %s AND {live} ORDER BY search_words.rowid LIMIT {limit}
"""
# (`+ 0` keeps it from reading the numbers of all entries before: the words alone leave few.)
# Stretch by stretch of time, newest first, until there are enough: the index has no order, and common words are in
# most entries.
_POSTGRESQL = f"""
    SELECT found.id FROM unnest(%s::text[], %s::bigint[]) AS stretch (mark, before), LATERAL (
        SELECT e.id FROM search_entry e WHERE {_VECTOR} @@ (%s || stretch.mark)::tsquery AND e.id + 0 < stretch.before
            AND {{live}} ORDER BY e.id DESC LIMIT {{limit}}
    ) found LIMIT {{limit}}
"""
_CANDIDATES = """
WITH anywhere AS ({anywhere}), headings AS ({headings})
SELECT e.id, e.words FROM search_entry e WHERE e.id IN (SELECT id FROM anywhere UNION SELECT id FROM headings)
"""


def candidates(query, user, newest, region="", year=None) -> tuple[list[tuple[int, str]], bool]:
    """Return (id, words) of the newest entries that match `query` and that `user` may find, in no order.

    With it, whether there may be older ones: at most `NEWEST` with the words anywhere are looked at, and
    `NEWEST_HEADINGS` with all of them in title and heading. `newest` is the last day that the index knows; `region`
    is a slug; `year` one year alone.
    """
    most = NEWEST_FOR_PHRASES if query.phrases else NEWEST
    marks = [region_mark(region)] if region else []
    marks += [year_mark(year)] if year else []
    stretches = _stretches(newest, year)
    anywhere, values = _newest(_expression(query.groups, marks, ""), user, stretches, "%s", [most])
    # What has a word in its heading has it anywhere: only where that list is full may there be others.
    some = "(SELECT CASE WHEN COUNT(*) < %s THEN 0 ELSE %s END FROM anywhere)"
    limit = [most, NEWEST_HEADINGS]
    headings, more = _newest(_expression(query.groups, marks, "h_"), user, stretches, some, limit)
    rows = fetch_all(_CANDIDATES.format(anywhere=anywhere, headings=headings), [*values, *more])
    phrases = [f" {' '.join(run)} " for run in query.phrases]
    matching = [row for row in rows if all(phrase in row[1] for phrase in phrases)]
    # As many as were looked at: there may be more. One too many said is better than one kept silent.
    return matching, len(rows) >= most


def _newest(expression, user, stretches, limit, limit_values):
    """Return the SQL of the newest entries and its values; `limit` is SQL too, with its own values."""
    live, live_values = _live(user)
    if connection.vendor == "sqlite":
        return _SQLITE.format(live=live, limit=limit), [expression, *live_values, *limit_values]
    values = [*map(list, zip(*stretches, strict=True)), expression, *live_values, *limit_values, *limit_values]
    return _POSTGRESQL.format(live=live, limit=limit), values


def _stretches(newest, year):
    """Return (mark, id) for the newest quarter, the rest of its year, and all before, below the id.

    Common words end in the first; of the last, which asks the whole index, rare ones have little.
    """
    day = min(newest, date(year, 12, 31)) if year else newest
    ends = [LAST_ID, first_id(quarter_begins(day)), first_id(date(day.year, 1, 1))]
    marks = [f" & {quarter_mark(day)}", f" & {year_mark(day.year)}", ""]
    return list(zip(marks, ends, strict=True))


def _live(user):
    """The rule of `Entry.objects.visible_to`, as SQL: what is found is also read through that."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    audiences = audiences_of(user)
    places = ", ".join(["%s"] * len(audiences))
    sql = f"e.live_from <= %s AND (e.live_until IS NULL OR e.live_until > %s) AND e.audience IN ({places})"
    return sql, [now, now, *audiences]


def _expression(groups, marks, prefix):
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
    return both.join(needed)
