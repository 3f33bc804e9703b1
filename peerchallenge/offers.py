"""What peer challenge hands to the pages that read across all apps: regions, authorities, search, the sitemap."""

from peerchallenge.reviews.public_face import KIND, address_of, has_face, last_changed, records_of, reviews_of
from portal.home import offers
from portal.home.offers import Panel
from portal.regions.models import Region
from portal.search.registry import searchable

ON_AUTHORITY = 3


@offers.panel("region", order=40)
def peer_challenge_of_region(user, region):
    """The way to the region's public page about peer challenge, where there is one."""
    if not has_face(region):
        return None
    return Panel("peerchallenge/reviews/public/_region_panel.html", {"place": region, "url": address_of(region)})


@offers.panel("authority", order=20)
def reviews_of_authority(user, authority):
    """What the authority lets everybody read of its last reviews."""
    found = reviews_of(authority.region, authority=authority)[:ON_AUTHORITY]
    if not found:
        return None
    context = {"reviews": found, "place": authority, "url": address_of(authority.region)}
    return Panel("peerchallenge/reviews/public/_authority_panel.html", context)


def every_region():
    """Yield (id, search records) of each region; those that show nothing have none."""
    for region in Region.objects.order_by("pk"):
        yield region.pk, records_of(region)


searchable(KIND, every_region)


@offers.sitemap
def addresses():
    """The public page of each region that has something on it."""
    for region in Region.objects.order_by("pk"):
        if has_face(region):
            yield address_of(region), last_changed(region)
