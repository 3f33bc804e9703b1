"""The regions of the home page and of the list, read without making their SQL anew for each page."""

from datetime import date
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.home.offers import beside_regions
from portal.regions.models import Region
from portal.ui.prepared import Prepared

_COLUMNS = ("slug", "name", "is_invented", "authority_count")


def _regions(day):
    """The regions, each with what apps say beside it in lists (`offers.beside_region`)."""
    said = {name: value(day) for name, (value, _) in beside_regions().items()}
    return Region.objects.for_list(day).annotate(**said).values_list(*_COLUMNS, *said)


_listed = Prepared(_regions, day=date)


class ListedRegion(NamedTuple):
    """A region as lists show it, with how many authorities it has today; `links` are (label, address)."""

    slug: str
    name: str
    is_invented: bool
    authority_count: int
    links: tuple[tuple[str, str], ...] = ()

    def get_absolute_url(self):
        return region_url(self.slug)

    def __str__(self):
        return self.name


def listed_regions() -> tuple[ListedRegion, ...]:
    """Return what `Region.objects.for_list()` finds, in one query; everybody may know every region."""
    return tuple(_region(*row) for row in _listed.rows(day=timezone.localdate()))


def _region(slug, name, is_invented, authority_count, *said):
    links = (link for _, link in beside_regions().values())
    shown = tuple(link(slug, value) for link, value in zip(links, said, strict=True) if value)
    return ListedRegion(slug, name, is_invented, authority_count, shown)


def region_url(slug: str) -> str:
    """Return the address of the region with this slug. There are a dozen: each is looked up once."""
    return _address(slug, settings.ROOT_URLCONF)


@cache
def _address(slug, urlconf):
    return reverse("region", args=[slug])
