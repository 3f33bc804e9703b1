"""What updates hand to the pages that read across all apps: home, regions, the sitemap."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from portal.home import offers
from portal.home.offers import Panel
from portal.search.registry import searchable
from updates.addresses import update_url
from updates.index import KIND, every_update
from updates.models import Edition, Tag, Tagging
from updates.periods import Period
from updates.reading import Filters, UpdateList, counted, latest

ON_HOME = 4
ON_REGION = 5
TAGS_OF = 10

searchable(KIND, every_update)


@offers.panel("home", order=10)
def latest_update(user, region):
    """The latest update with its sections, and those before it; of the home region, or of all."""
    now = timezone.now()
    found = latest(_of(region), ON_HOME, now)
    if not found.updates:
        return None
    (update, sections), *others = found.updates
    context = {
        "update": update,
        "sections": sections,
        "others": [other for other, _ in others],
        "place": region,
        "all_url": _of(region).url,
    }
    return Panel("updates/_home_panel.html", context, until=found.next_change)


@offers.panel("home", order=30)
def current_tags(user, region):
    """The tags of the latest updates, each with how many updates carry it."""
    now = timezone.now()
    recent = UpdateList(_of(region), now).editions(slice(TAGS_OF)).values("pk")
    on_recent = Tagging.objects.filter(edition__in=recent).values("tag")
    tags = counted(Tag.objects.visible_to(user).filter(pk__in=on_recent), now)
    if not tags:
        return None
    return Panel("updates/_tags_panel.html", {"tags": tags}, aside=True)


@offers.panel("region", order=10)
def updates_of_region(user, region):
    """The region's latest updates."""
    found = latest(_of(region), ON_REGION, timezone.now())
    if not found.updates:
        return None
    context = {"updates": [update for update, _ in found.updates], "place": region, "all_url": _of(region).url}
    return Panel("updates/_region_panel.html", context, until=found.next_change)


def _of(region):
    return Filters(region=region.slug if region else "")


@offers.sitemap
def addresses():
    """Every live update, and the lists that have something in them."""
    columns = ("region__slug", "period_from", "period_to", "update__special_slug", "last_major_at")
    regions = set()
    for slug, first, last, special, changed_at in Edition.objects.live().order_by().values_list(*columns).iterator():
        regions.add(slug)
        yield update_url(slug, Period(first, last), special), changed_at
    yield Filters().url, None
    yield reverse("tag_list"), None
    for slug in sorted(regions):
        yield Filters(region=slug).url, None
    for slug in Tag.objects.visible_to(AnonymousUser()).values_list("slug", flat=True):
        yield Filters(tag=slug).url, None
