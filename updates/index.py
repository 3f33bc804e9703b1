"""What search knows of updates: one record a section of each edition that is or will be live."""

from portal.search.index import Record, replace
from portal.ui import richtext
from updates.models import Edition

KIND = "update"


def index_update(update):
    """Write the search records of `update` anew, in the caller's transaction."""
    editions = (
        update.editions.filter(status=Edition.Status.PUBLISHED)
        .select_related("region")
        .prefetch_related("sections", "tags")
    )
    url = update.get_absolute_url()
    replace(KIND, update.pk, [record for edition in editions for record in _records(edition, url)])


def _records(edition, url):
    tags = " ".join(tag.name for tag in edition.tags.all())
    for section in edition.sections.all():
        yield Record(
            url=f"{url}#{section.anchor}",
            title=edition.title,
            heading=section.heading,
            text=richtext.to_plain(section.body),
            more=f"{edition.region} {edition.period} {tags}",
            region=edition.region.slug,
            dated_on=edition.period_to,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
