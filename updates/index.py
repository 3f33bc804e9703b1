"""What search knows of updates: one record a section of each edition that is or will be live."""

from itertools import groupby

from portal.search.index import Record, replace
from portal.ui import richtext
from updates.addresses import update_url
from updates.models import Edition

KIND = "update"
AT_ONCE = 500


def index_update(update):
    """Write the search records of `update` anew, in the caller's transaction."""
    replace(KIND, update.pk, [record for edition in _findable().filter(update=update) for record in _records(edition)])


def every_update():
    """Yield (id of an update, its search records) for all that have something published, a few hundred at a time."""
    editions = _findable().order_by("update_id", "live_from").iterator(chunk_size=AT_ONCE)
    for update_id, together in groupby(editions, key=lambda edition: edition.update_id):
        yield update_id, [record for edition in together for record in _records(edition)]


def _findable():
    return Edition.objects.not_over().select_related("region", "update").prefetch_related("sections")


def _records(edition):
    url = update_url(edition.region.slug, edition.period, edition.update.special_slug)
    for section in edition.sections.all():
        yield Record(
            url=f"{url}#{section.anchor}",
            title=edition.title,
            heading=section.heading,
            text=richtext.to_plain(section.body),
            more=f"{edition.region} {edition.period}",
            region=edition.region.slug,
            dated_on=edition.period_to,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
