"""What the region's last update said, for whoever writes the next one."""

from django.utils.text import slugify

from updates.models import Edition


def last_sections(update):
    """Return the sections of the live update of the region before `update`, in order; none when it's the first."""
    before = Edition.objects.live().filter(region=update.region_id).exclude(update=update.pk)
    earlier = before.filter(period_to__lte=update.period_to)
    last = earlier.order_by("-period_to", "-update").first()
    return list(last.sections.all()) if last else []


def last_time(update) -> dict[str, str]:
    """Return what was said under each heading last time, as rich text by the heading's slug."""
    return {slugify(section.heading): section.body for section in last_sections(update)}
