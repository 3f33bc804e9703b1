"""What the region's last update said, for whoever writes the next one."""

from django.utils.text import slugify

from updates.models import Edition


def last_sections(update):
    """Return the sections of the live update of the region before `update`, in order; none when it's the first."""
    before = Edition.objects.live().filter(region=update.region_id).exclude(update=update.pk)
    earlier = before.filter(period_to__lte=update.period_to)
    last = earlier.order_by("-period_to", "-update_id").first()
    return list(last.sections.all()) if last else []


def show_last_time(rows, update) -> bool:
    """Give each row of the form of sections what was said `last_time` under its heading, as rich text or nothing.

    Return whether there was a last time.
    """
    said = {slugify(section.heading): section.body for section in last_sections(update)}
    for row in rows:
        row.last_time = said.get(slugify(row["heading"].value() or ""), "")
    return bool(said)
