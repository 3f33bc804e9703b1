"""What the sections of an update are about, as its page says it: a part of the statement in `updates.around`."""

from collections import defaultdict

from django.urls import reverse

from updates import sql
from updates.reading import Named


def _part(kind):
    """The priorities or enablers of plans that everybody reads. `number` says which section is about it."""
    return f"""
SELECT '{kind}', o.position, o.title, o.slug, o.code, p.period, p.starts_on, NULL, m.section_id
FROM {{theme}} m JOIN {{{kind}}} o ON o.id = m.{kind}_id JOIN {{plan}} p ON p.id = o.plan_id
WHERE m.edition_id = %(edition)s AND p.status IN ('published', 'closed') AND NOT o.is_removed"""


PARTS = (_part("priority"), _part("enabler"))


def links(rows, region) -> dict[int, list[Named]]:
    """Return what each section is about, by its id: the latest plan first, priorities before enablers.

    `region` is the slug of the region, whose plans they are.
    """
    found = defaultdict(list)
    for row in sorted(rows, key=_place):
        name = f"{row.words}. {row.title}" if row.words else row.title
        found[row.number].append(Named(name, _url(row, region)))
    return found


def _place(row):
    return -sql.read_day(row.first).toordinal(), row.kind == "enabler", row.place, row.slug


def _url(row, region):
    """A priority has a page; an enabler stands on that of its plan."""
    if row.kind == "priority":
        return reverse("priority", args=[region, row.special, row.slug])
    return f"{reverse('plan', args=[region, row.special])}#{row.slug}"
