"""An edition as its page shows it: the live one, read in one statement, or any other, such as a draft to preview."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from portal.ui.statements import fetch_all
from updates import sql
from updates.addresses import update_url
from updates.models import Edition, Update
from updates.periods import Period

_STATEMENT = f"""
SELECT e.id, e.update_id, e.title, e.in_short, e.contacts, e.supported_by, e.changes,
    e.first_published_at, e.last_major_at, u.special, u.special_slug, r.id, r.slug, r.name, r.is_invented
FROM {Edition._meta.get_field("region").related_model._meta.db_table} r
    JOIN {Update._meta.db_table} u ON u.region_id = r.id
    JOIN {Edition._meta.db_table} e ON e.update_id = u.id
WHERE r.slug = %(region)s AND u.period_from = %(first)s AND u.period_to = %(last)s AND u.special_slug = %(special)s
    AND {sql.live("e")}"""


class ContactRead(NamedTuple):
    """Whom to ask: a post, and who holds it."""

    post: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class EditionRead:
    """What the page of an update shows of an edition, its update and its region."""

    pk: int
    update_id: int
    title: str
    in_short: str
    contacts: tuple[ContactRead, ...]
    supported_by: str
    changes: list[dict]
    period_from: date
    period_to: date
    first_published_at: datetime | None
    last_major_at: datetime | None
    special: str
    special_slug: str
    region_id: int
    region_slug: str
    region: str
    is_invented: bool

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def url(self) -> str:
        return update_url(self.region_slug, self.period, self.special_slug)


def told(changes: str | list) -> list[dict]:
    """Return what readers were told has changed, as stored, with each `at` as a moment, latest first."""
    rows = json.loads(changes) if isinstance(changes, str) else changes
    return [row | {"at": datetime.fromisoformat(row["at"])} for row in rows]


def live_edition(region: str, period: Period, special: str, now: datetime) -> EditionRead | None:
    """Return what everybody reads at this address at the moment `now`, by the rule of `live_q`; None when nothing."""
    values = {
        "region": region,
        "first": sql.day_value(period.from_on),
        "last": sql.day_value(period.to_on),
        "special": special,
        "now": sql.moment_value(now),
    }
    rows = fetch_all(_STATEMENT, values)
    if not rows:
        return None
    pk, update_id, title, in_short, contacts, supported_by, changes, first, last, *place = rows[0]
    return EditionRead(
        pk, update_id, title, in_short, _contacts(json.loads(contacts)), supported_by, told(changes),
        period.from_on, period.to_on,
        sql.read_moment(first), sql.read_moment(last), *place,
    )  # fmt: skip


def edition_read(edition: Edition) -> EditionRead:
    """Return the same of an edition that is at hand, live or not."""
    update, region = edition.update, edition.region
    return EditionRead(
        edition.pk, update.pk, edition.title, edition.in_short, _contacts(edition.contacts), edition.supported_by,
        told(edition.changes), edition.period_from, edition.period_to,
        edition.first_published_at, edition.last_major_at,
        update.special, update.special_slug, region.pk, region.slug, region.name, region.is_invented,
    )  # fmt: skip


def _contacts(rows):
    return tuple(ContactRead(**row) for row in rows)
