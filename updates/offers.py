"""What updates hand to the pages that read across all apps: home, regions, the sitemap."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from portal.drafting.links import offers_links
from portal.home import offers
from portal.home.offers import Panel
from portal.search.registry import searchable
from priorities import evidence, sources
from priorities.evidence import Evidence
from updates.addresses import list_url, tag_url, update_url
from updates.checking import links_shown
from updates.index import KIND, every_update
from updates.models import Edition, SectionTheme, Tag
from updates.periods import Period
from updates.plan_sources import sections
from updates.reading import latest, latest_tags, next_change

ON_HOME = 4
ON_REGION = 5

searchable(KIND, every_update)
evidence.changes(next_change)
sources.offer(sections)
offers_links("updates", links_shown)


@offers.panel("home", order=10)
def latest_update(user, region):
    """The latest update with its sections, and those before it; of the home region, or of all."""
    found = latest(_slug(region), ON_HOME, timezone.now())
    if not found.updates:
        return Panel("", until=found.next_change)
    (update, sections), *others = found.updates
    context = {
        "update": update,
        "sections": tuple(sections),
        "others": tuple(other for other, _ in others),
        "place": region,
        "all_url": list_url(_slug(region)),
    }
    return Panel("updates/_home_panel.html", context, until=found.next_change)


@offers.panel("home", order=30)
def current_tags(user, region):
    """The tags of the latest updates, each with how many updates carry it."""
    tags = latest_tags(_slug(region), ON_HOME, timezone.now())
    if not tags:
        return None
    return Panel("updates/_tags_panel.html", {"tags": tuple(tags)}, aside=True)


@offers.panel("region", order=10)
@offers.panel("peer_challenge", order=10)
def updates_of_region(user, region):
    """The region's latest updates."""
    found = latest(_slug(region), ON_REGION, timezone.now())
    if not found.updates:
        return Panel("", until=found.next_change)
    context = {"updates": [update for update, _ in found.updates], "place": region, "all_url": list_url(_slug(region))}
    return Panel("updates/_region_panel.html", context, until=found.next_change)


def _slug(region):
    return region.slug if region else ""


@offers.sitemap
def addresses():
    """Every live update, and the lists that have something in them."""
    columns = ("region__slug", "period_from", "period_to", "update__special_slug", "last_major_at")
    regions = set()
    for slug, first, last, special, changed_at in Edition.objects.live().order_by().values_list(*columns).iterator():
        regions.add(slug)
        yield update_url(slug, Period(first, last), special), changed_at
    yield list_url(), None
    yield reverse("tag_list"), None
    for slug in sorted(regions):
        yield list_url(slug), None
    for slug in Tag.objects.visible_to(AnonymousUser()).values_list("slug", flat=True):
        yield tag_url(slug), None


@evidence.offer
def tagged_sections(subjects, user):
    """The live sections that are about these priorities and enablers; everybody reads them. One query."""
    asked = {evidence.key_of(subject): subject for subject in subjects}
    for row in SectionTheme.objects.about(subjects).live().values_list(*_EVIDENCE, named=True):
        key = ("priority", row.priority_id) if row.priority_id else ("enabler", row.enabler_id)
        period = Period(row.edition__period_from, row.edition__period_to)
        special = f", {row.edition__update__special}" if row.edition__update__special else ""
        url = update_url(row.edition__region__slug, period, row.edition__update__special_slug)
        title = f"{row.edition__region__name} update {period}{special}: {row.section__heading}"
        day = timezone.localdate(row.edition__first_published_at)
        yield asked[key], Evidence("Update", day, title, f"{url}#{row.section__anchor}")


_EVIDENCE = (
    "priority_id", "enabler_id", "section__heading", "section__anchor", "edition__region__name",
    "edition__region__slug", "edition__period_from", "edition__period_to", "edition__update__special",
    "edition__update__special_slug", "edition__first_published_at",
)  # fmt: skip
