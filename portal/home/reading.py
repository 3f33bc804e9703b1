"""The regions of the home page and of the list, read without making their SQL anew for each page."""

from datetime import date
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.regions.models import Region
from portal.ui.prepared import Prepared

_listed = Prepared(
    lambda day: Region.objects.for_list(day).values_list("slug", "name", "is_invented", "authority_count"), day=date
)


class ListedRegion(NamedTuple):
    """A region as lists show it, with how many authorities it has today."""

    slug: str
    name: str
    is_invented: bool
    authority_count: int

    def get_absolute_url(self):
        return region_url(self.slug)

    def __str__(self):
        return self.name


def listed_regions() -> tuple[ListedRegion, ...]:
    """Return what `Region.objects.for_list()` finds, in one query; everybody may know every region."""
    return tuple(ListedRegion(*row) for row in _listed.rows(day=timezone.localdate()))


def region_url(slug: str) -> str:
    """Return the address of the region with this slug. There are a dozen: each is looked up once."""
    return _address(slug, settings.ROOT_URLCONF)


@cache
def _address(slug, urlconf):
    return reverse("region", args=[slug])
