"""The one index over whatever the apps declare searchable: what goes in, and how it is kept."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from portal.search.models import PUBLIC, Entry
from portal.search.words import stems

MOST_RECORDS = 1024
_MOST_CHARACTERS = 60_000  # of a text: twenty pages, in half a second
_MOST_BYTES = 900_000  # PostgreSQL takes no more than a megabyte of words a row
_EPOCH = date(1970, 1, 1)
LAST_ID = 2**63 - 1


@dataclass(frozen=True)
class Record:
    """One thing that search can find, such as a section of an edition. All of it is plain text.

    `more` is found but never shown (tags, the region's name); `region` is a slug, or empty. It is found from
    `live_from` until `live_until` (None: for good), by those who belong to `audience`.
    """

    url: str
    title: str
    heading: str
    text: str
    more: str
    region: str
    dated_on: date
    live_from: datetime
    live_until: datetime | None = None
    audience: str = PUBLIC


def replace(kind: str, key: int, records: Iterable[Record]) -> None:
    """Make `records` all that search knows of the record `key` of this kind, in the caller's transaction.

    Those that are over already are left out, and so is what comes after the first 1,024.
    """
    replace_several(kind, [(key, records)])


@transaction.atomic
def replace_several(kind: str, pairs: Iterable[tuple[int, Iterable[Record]]]) -> int:
    """Do what `replace` does for many (key, records); return how many entries were written."""
    now = timezone.now()
    entries, keys = [], []
    for key, records in pairs:
        keys.append(key)
        current = [record for record in records if record.live_until is None or record.live_until > now]
        entries += [_entry(kind, key, at, record) for at, record in enumerate(current[:MOST_RECORDS])]
    _forget(Entry.objects.filter(kind=kind, key__in=keys))
    _write(entries)
    return len(entries)


@transaction.atomic
def forget_all_but(kind: str, keys: set[int]) -> None:
    """Remove what search knows of this kind's records, except of those in `keys`."""
    known = set(Entry.objects.filter(kind=kind).values_list("key", flat=True).distinct().order_by())
    for key in known - keys:
        _forget(Entry.objects.filter(kind=kind, key=key))


def _forget(entries):
    ids = list(entries.values_list("pk", flat=True))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(-pk,) for pk in ids])
    entries.delete()


def _write(entries):
    Entry.objects.bulk_create(entries, batch_size=500)
    if connection.vendor == "sqlite":
        # The row's number is that of the entry below zero: read upwards, the newest come first. Reading downwards
        # FTS5 loses rows of queries with AND (seen in SQLite 3.40). Written upwards too, which it takes in one go.
        # "OR REPLACE": what empties tables without FTS5 knowing, as tests do, leaves words behind.
        rows = sorted((-entry.pk, entry.words) for entry in entries)
        with connection.cursor() as cursor:
            cursor.executemany("INSERT OR REPLACE INTO search_words (rowid, words) VALUES (%s, %s)", rows)


def _entry(kind, key, at, record):
    pk = entry_id(kind, key, at, record.dated_on)
    return Entry(
        pk=pk,
        kind=kind,
        key=key,
        url=record.url,
        region=record.region,
        dated_on=record.dated_on,
        audience=record.audience,
        live_from=record.live_from,
        live_until=record.live_until,
        title=record.title[:300],
        heading=record.heading[:300],
        text=record.text.replace("\x00", ""),
        words=words_of(record, day_of(pk)),
    )


def entry_id(kind: str, key: int, at: int, dated_on: date) -> int:
    """Return 63 bits that grow with the date: day (16), kind (5), key (32), place in the record, first highest (10).

    Days before 1970 count as its first, those after 6 June 2149 as that day.
    """
    day = min(max(0, (dated_on - _EPOCH).days), 2**16 - 1)
    return (((day << 5 | zlib.crc32(kind.encode()) % 32) << 32 | key) << 10) | (MOST_RECORDS - 1 - at)


def words_of(record: Record, day: date) -> str:
    """Return the words of a record as they are indexed: lines of title, heading, more, text, and marks.

    Marks are words that no text has: `h_…` for each word of title and heading, `r_…` for the region, `y_…` and
    `q_…` for the year and its quarter. Each line begins and ends with a space, so that a run of words is found as a
    piece of text.
    """
    title, heading = stems(record.title), stems(record.heading)
    marks = [f"h_{word}" for word in dict.fromkeys(title + heading)]
    marks += [region_mark(record.region), year_mark(day.year), quarter_mark(day)]
    text = " ".join(stems(record.text[:_MOST_CHARACTERS])).encode()[:_MOST_BYTES].decode(errors="ignore")
    lines = (" ".join(title), " ".join(heading), " ".join(stems(record.more)), text, " ".join(marks))
    return "\n".join(f" {line} " for line in lines)


def day_of(entry_id: int) -> date:
    """Return the date that an entry's id grew from."""
    return _EPOCH + timedelta(days=entry_id >> 47)


def first_id(day: date) -> int:
    """Return the lowest number that an entry of this day, or of a later one, may have."""
    return max(0, (day - _EPOCH).days) << 47


def region_mark(slug: str) -> str:
    return f"r_{slug.replace('-', '_')}"


def year_mark(year: int) -> str:
    return f"y_{year}"


def quarter_mark(day: date) -> str:
    return f"q_{day.year}_{(day.month + 2) // 3}"


def quarter_begins(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
