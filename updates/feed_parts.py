"""What a feed says beside its updates, in one statement: headings of their sections, names, when it changes next."""

from dataclasses import dataclass, field
from datetime import datetime

from portal.ui.statements import fetch_all
from updates import sql
from updates.models import Edition, Section, Tag
from updates.reading import Filters, Listed

_EDITION, _SECTION, _TAG = (model._meta.db_table for model in (Edition, Section, Tag))
_REGION = Edition._meta.get_field("region").related_model._meta.db_table
_NAMES = f"""
SELECT 'region' AS kind, 0 AS edition, r.name AS words, '' AS anchor, 0 AS place
FROM {_REGION} r WHERE r.slug = %(region)s
UNION ALL SELECT 'tag', 0, t.name, '', 0 FROM {_TAG} t WHERE t.slug = %(tag)s
UNION ALL SELECT 'change', 0, CAST({sql.next_change(_EDITION)} AS text), '', 0"""
_SECTIONS = f"""
UNION ALL SELECT 'section', s.edition_id, s.heading, s.anchor, s.position FROM {_SECTION} s WHERE s.edition_id IN """


@dataclass
class FeedParts:
    """`headings` are (heading, anchor) pairs, in order, by the id of their edition; `region` and `tag` are names."""

    headings: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    region: str = ""
    tag: str = ""
    next_change: datetime | None = None


def feed_parts(updates: list[Listed], filters: Filters, now: datetime) -> FeedParts:
    """Return what the feed of `updates` at the moment `now` says besides; one query."""
    ids = {f"edition_{place}": update.edition_id for place, update in enumerate(updates)}
    sections = f"{_SECTIONS}({', '.join(f'%({name})s' for name in ids)})" if ids else ""
    values = {"region": filters.region, "tag": filters.tag, "now": sql.moment_value(now), **ids}
    rows = fetch_all(f"{_NAMES}{sections} ORDER BY edition, place", values)
    parts = FeedParts()
    for kind, edition_id, words, anchor, _ in rows:
        if kind == "section":
            parts.headings.setdefault(edition_id, []).append((words, anchor))
        elif kind == "change":
            parts.next_change = sql.read_moment(words)
        else:
            setattr(parts, kind, words)
    return parts
