"""What stands on an update's page: its sections, and everything around them, in one statement.

Written in SQL because the page is asked for more than any other: seven queries of the ORM, or one union of it, take
several times as long as all else on the page. It runs alike on both databases.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from portal.files.kinds import in_words
from portal.ui.statements import fetch_all
from updates import about, sql
from updates.addresses import file_url, tag_url, update_url
from updates.models import Attached, Edition, Section, SectionTheme, Tag, Tagging, Update
from updates.periods import Period
from updates.reading import Named

MOST_RELATED = 3
# Related updates are sought among the latest of the region: five years of monthly ones.
LOOKED_THROUGH = 60

_TABLES = {
    "edition": Edition._meta.db_table,
    "update_": Update._meta.db_table,
    "section": Section._meta.db_table,
    "theme": SectionTheme._meta.db_table,
    "plan": SectionTheme._meta.get_field("plan").related_model._meta.db_table,
    "priority": SectionTheme._meta.get_field("priority").related_model._meta.db_table,
    "enabler": SectionTheme._meta.get_field("enabler").related_model._meta.db_table,
    "attached": Attached._meta.db_table,
    "blob": Attached._meta.get_field("blob").related_model._meta.db_table,
    "tag": Tag._meta.db_table,
    "tagging": Tagging._meta.db_table,
    "picked": Edition.related.through._meta.db_table,
    "region": Edition._meta.get_field("region").related_model._meta.db_table,
}


def _neighbour(kind, beyond, direction):
    """The update of the same region next to this one in time; those of the same period in the order they were made."""
    return f"""
SELECT * FROM (
    SELECT '{kind}' AS kind, 0 AS place, e.title AS title, '' AS slug, u.special AS words, u.special_slug AS special,
        e.period_from AS first, e.period_to AS last, u.id AS number
    FROM {{edition}} e JOIN {{update_}} u ON u.id = e.update_id
    WHERE e.region_id = %(region)s AND {sql.live("e")} {beyond}
    ORDER BY e.period_to {direction}, e.update_id {direction} LIMIT 1
) AS {kind}"""


# The first part has a value in each column, which tells PostgreSQL their types. What shares tags is asked of one index
# alone, from the period in which the latest editions of the region begin.
_STATEMENT = " UNION ALL ".join(
    [
        _neighbour("previous", "AND (e.period_to, e.update_id) < (%(period_to)s, %(update)s)", "DESC"),
        _neighbour("following", "AND (e.period_to, e.update_id) > (%(period_to)s, %(update)s)", "ASC"),
        _neighbour("latest", "", "DESC"),
        """
SELECT 'section', s.position, s.heading, s.anchor, s.body, '', NULL, NULL, s.id
FROM {section} s WHERE s.edition_id = %(edition)s""",
        *about.PARTS,
        """
SELECT 'document', a.position, a.title, CAST(a.slot AS text), a.name, b.content_type, NULL, NULL, b.size
FROM {attached} a JOIN {blob} b ON b.id = a.blob_id WHERE a.edition_id = %(edition)s AND a.kind = 'document'""",
        f"""
SELECT 'tag', 0, t.name, t.slug, '', '', NULL, NULL, {sql.count_of_tag("t", "{tagging}")}
FROM {{tagging}} g JOIN {{tag}} t ON t.id = g.tag_id WHERE g.edition_id = %(edition)s""",
        f"""
SELECT 'picked', 0, e.title, r.slug, r.name, u.special_slug, e.period_from, e.period_to, u.id
FROM {{picked}} p JOIN {{edition}} e ON e.update_id = p.update_id AND {sql.live("e")}
    JOIN {{update_}} u ON u.id = e.update_id JOIN {{region}} r ON r.id = e.region_id
WHERE p.edition_id = %(edition)s AND e.update_id <> %(update)s""",
        f"""
SELECT 'shared', k.place, e.title, '', '', u.special_slug, e.period_from, e.period_to, u.id
FROM (
    SELECT o.update_id AS id, -COUNT(*) AS place FROM {{tagging}} o
    WHERE o.region_id = %(region)s AND {sql.live("o")} AND o.update_id <> %(update)s
        AND o.tag_id IN (SELECT g.tag_id FROM {{tagging}} g WHERE g.edition_id = %(edition)s)
        AND o.period_to >= COALESCE((
            SELECT e.period_to FROM {{edition}} e WHERE e.region_id = %(region)s AND {sql.live("e")}
            ORDER BY e.period_to DESC, e.update_id DESC LIMIT 1 OFFSET {LOOKED_THROUGH - 1}), %(beginning)s)
        AND NOT (o.period_to = %(period_to)s AND %(period_from)s = (
            SELECT s.period_from FROM {{update_}} s WHERE s.id = o.update_id))
    GROUP BY o.period_to, o.update_id
    ORDER BY COUNT(*) DESC, o.period_to DESC, o.update_id DESC LIMIT %(shared)s
) AS k JOIN {{update_}} u ON u.id = k.id JOIN {{edition}} e ON e.update_id = k.id AND {sql.live("e")}""",
        f"""
SELECT 'change', 0, CAST({sql.next_change("{edition}")} AS text), '', '', '', NULL, NULL, 0""",
    ]
).format(**_TABLES)


class _Row(NamedTuple):
    kind: str
    place: int
    title: str
    slug: str
    words: str
    special: str
    first: date | None
    last: date | None
    number: int


@dataclass(frozen=True)
class SectionRead:
    """A section as the page shows it: its heading, lasting anchor and clean rich text, and what it is about."""

    heading: str
    anchor: str
    body: str
    themes: tuple[Named, ...] = ()


@dataclass(frozen=True)
class DocumentRead:
    """A document beside the text: its title, lasting address, and format and size in words ("PDF, 1.2 MB")."""

    title: str
    url: str
    said: str


@dataclass
class Around:
    """The sections of an edition and what stands around them; lists may be empty, neighbours None.

    `tags` have name, url and count of live updates. `next_change` is when the public next sees something else.
    """

    sections: tuple[SectionRead, ...] = ()
    documents: list[DocumentRead] = field(default_factory=list)
    tags: tuple[Named, ...] = ()
    related: tuple[Named, ...] = ()
    previous: Named | None = None
    following: Named | None = None
    latest: Named | None = None
    next_change: datetime | None = None


def around(edition, now) -> Around:
    """Return what stands on the page of `edition` (an EditionRead) at the moment `now`; one query."""
    values = {
        "now": sql.moment_value(now),
        "region": edition.region_id,
        "update": edition.update_id,
        "edition": edition.pk,
        "period_from": sql.day_value(edition.period_from),
        "period_to": sql.day_value(edition.period_to),
        "beginning": sql.day_value(date.min),
        # As many again, because some may be picked by hand too.
        "shared": 2 * MOST_RELATED,
    }
    rows = [_Row(*row) for row in fetch_all(_STATEMENT, values)]
    of = defaultdict(list)
    for row in rows:
        of[row.kind].append(row)
    slug = edition.region_slug
    sections = sorted(of["section"], key=lambda row: (row.place, row.number))
    themes = about.links([*of["priority"], *of["enabler"]], slug)
    tags = [Named(row.title, tag_url(row.slug), row.number) for row in of["tag"]]
    return Around(
        sections=tuple(SectionRead(row.title, row.slug, row.words, tuple(themes[row.number])) for row in sections),
        documents=[_document(row) for row in sorted(of["document"], key=lambda row: row.place)],
        tags=tuple(sorted(tags, key=lambda tag: tag.name.casefold())),
        related=_related(of["picked"], of["shared"], slug),
        **{kind: _neighbour_read(of[kind], slug) for kind in ("previous", "following", "latest")},
        next_change=sql.read_moment(of["change"][0].title),
    )


def _document(row):
    # SQLite hands the slot over without its hyphens.
    return DocumentRead(row.title, file_url(UUID(row.slug), row.words), in_words(row.special, row.number))


def _related(picked, shared, slug):
    """Those picked by hand, then those that share most tags, the latest first among equals; each once."""
    by_date = sorted([*picked, *shared], key=lambda row: (sql.read_day(row.last), row.number), reverse=True)
    found = {}
    for row in sorted(by_date, key=lambda row: (row.kind != "picked", row.place)):
        found.setdefault(row.number, row)
    return tuple(_related_read(row, slug) for row in list(found.values())[:MOST_RELATED])


def _related_read(row, slug):
    """Says the region where it is another, and the months where the title doesn't."""
    region = row.words if row.slug and row.slug != slug else ""
    months = "" if str(_period(row)) in row.title else str(_period(row))
    said = ", ".join(filter(None, [region, months]))
    return Named(row.title, update_url(row.slug or slug, _period(row), row.special), said=said)


def _neighbour_read(rows, slug):
    if not rows:
        return None
    row = rows[0]
    words = f"{_period(row)}: {row.words}" if row.words else str(_period(row))
    return Named(words, update_url(slug, _period(row), row.special))


def _period(row):
    return Period(sql.read_day(row.first), sql.read_day(row.last))
