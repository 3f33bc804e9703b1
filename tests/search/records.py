"""Search records for tests, and what a search finds of them."""

from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.search.finding import AT_ONCE, find, results
from portal.search.index import Record, day_of, replace
from portal.search.models import Entry


def record(heading="Adoption", text="", title="Mercia update, November 2015", **fields):
    values = {
        "url": f"/{heading.lower().replace(' ', '-')}/", "more": "", "region": "mercia", "dated_on": date(2015, 11, 1),
        "live_from": timezone.now() - timedelta(days=1),
    }  # fmt: skip
    return Record(title=title, heading=heading, text=text, **(values | fields))


def index(*records, key=1, kind="update"):
    replace(kind, key, records)


def newest():
    """The last day that the index knows, or None."""
    entry = Entry.objects.order_by("-pk").first()
    return entry and day_of(entry.pk)


def found(typed, **filters):
    """The headings found for `typed`, in order."""
    user = AnonymousUser()
    answer = find(typed, user, newest(), **filters)
    pages = [answer.ids[first : first + AT_ONCE] for first in range(0, len(answer.ids), AT_ONCE)]
    shown = [result for ids in pages for result in results(answer, ids, user)]
    return [str(result.heading).replace("<mark>", "").replace("</mark>", "") for result in shown]
