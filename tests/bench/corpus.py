"""A portal with many updates of invented text: `python -m tests.bench.corpus 20000`, in a DATA_DIR of its own.

Prints, as JSON, the addresses to measure, each with the number of queries that it takes.
"""

import json
import os
import sys
from datetime import date, datetime, timedelta
from itertools import islice

import django

MONTHS = [date(2010 + number // 12, number % 12 + 1, 1) for number in range(12 * 16)]
TAGS, AT_ONCE = 60, 500
# More than a worker keeps drawn, asked for one after the other: what a page costs that nobody asked for lately.
EACH_ANOTHER, MANY = "update, each time another", 2000
PUBLISHED = 30  # days after the month began


def build(count):
    """Fill an empty database with `count` published updates of five sections and about 800 words; index them."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from portal.regions.models import Region
    from portal.search.registry import rebuild
    from tests.bench.words import Prose
    from updates.models import RegionCount, Tag

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference", verbosity=0)
    prose = Prose()
    tags = Tag.objects.bulk_create(Tag(name=f"Subject {n}", slug=f"subject-{n}") for n in range(TAGS))
    regions = list(Region.objects.filter(is_invented=False))
    places = iter(enumerate(_places(regions, count)))
    while some := list(islice(places, AT_ONCE)):
        _write(some, tags, prose)
    with transaction.atomic():
        Tag.objects.all().recount()
        RegionCount.objects.keep(*(region.pk for region in regions))
    # What comes with time in a portal that is used: a search index is written a few updates a day.
    rebuild("update")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _places(regions, count):
    """Yield (region, month, number of the special edition) of `count` updates, spread evenly."""
    for number in range(count):
        rest, region = divmod(number, len(regions))
        special, month = divmod(rest, len(MONTHS))
        yield regions[region], MONTHS[-1 - month], special


def _write(places, tags, prose):
    from updates.models import Edition, Section, Tagging, Update

    updates = Update.objects.bulk_create(_update(*place) for _, place in places)
    editions = Edition.objects.bulk_create(_edition(update, prose) for update in updates)
    Section.objects.bulk_create(section for edition in editions for section in _sections(edition, prose))
    weights = [1 / (rank + 2) for rank in range(len(tags))]
    Tagging.objects.bulk_create(
        Tagging(edition=edition, tag=tag, **{name: getattr(edition, name) for name in Tagging.COPIED})
        for edition in editions
        for tag in set(prose.random.choices(tags, weights, k=4))
    )


def _update(region, month, special):
    from updates.models import Update

    name = f"Special {special}" if special else ""
    return Update(
        region=region, period_from=month, period_to=month, special=name, special_slug=name.lower().replace(" ", "-")
    )


def _edition(update, prose):
    from django.utils import timezone

    from updates.models import Edition

    moment = timezone.make_aware(datetime.combine(update.period_to, datetime.min.time())) + timedelta(days=PUBLISHED)
    return Edition(
        update=update,
        region=update.region,
        period_from=update.period_from,
        period_to=update.period_to,
        status=Edition.Status.PUBLISHED,
        published_at=moment,
        live_from=moment,
        first_published_at=moment,
        last_major_at=moment,
        title=str(update),
        in_short=prose.paragraph(40),
        contacts=[{"post": "Programme manager", "name": "", "email": "manager@example.org"}],
    )


def _sections(edition, prose):
    from updates.models import Section

    for position in range(5):
        items = "".join(f"<li>{prose.item()}</li>" for _ in range(4))
        link = '<a href="https://example.org/" rel="noopener">More</a>'
        body = f"<p>{prose.paragraph()}</p><ul>{items}</ul><p>{prose.paragraph()} {link}.</p>"
        heading, anchor = prose.heading(), f"section-{position}"
        yield Section(edition=edition, position=position, heading=heading, body=body, anchor=anchor)


def addresses():
    """Return {page: address} of what is measured, found in the database as it is."""
    from django.contrib.auth.models import AnonymousUser

    from portal.search.finding import find, offered
    from tests.bench.words import Prose
    from updates.models import Edition

    latest = Edition.objects.live().order_by("-period_to", "-update_id")
    newest, nobody = offered().last_day, AnonymousUser()
    rare = next(word for word in reversed(Prose().vocabulary) if 2 <= len(find(word, nobody, newest).ids) <= 60)
    return {
        "home": "/",
        "update": latest[100].get_absolute_url(),
        EACH_ANOTHER: [edition.get_absolute_url() for edition in latest[:MANY]],
        "list, page 1": "/updates/",
        "list, page 50": "/updates/?page=50",
        "list of a tag": "/tags/subject-0/",
        "all tags": "/tags/",
        "search, rare word": f"/search/?q={rare}",
        "search, common word": "/search/?q=children",
        "search, common words": "/search/?q=social+care+services",
        "search, phrase": "/search/?q=%22social+care%22",
        "feed": "/updates/feed/",
    }


def queries(address):
    """Return how many queries drawing a page takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers={"host": "127.0.0.1"})
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return len(captured)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    build(int(sys.argv[1]))
    found = {page: [asked] if isinstance(asked, str) else asked for page, asked in addresses().items()}
    json.dump({page: [asked, queries(asked[0])] for page, asked in found.items()}, sys.stdout)
