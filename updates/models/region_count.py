from django.db import models

from portal.regions.models import Region
from updates.models.edition import Edition
from updates.models.kept import KeptCount, KeptCountQuerySet


class RegionCountQuerySet(KeptCountQuerySet):
    def keep(self, *region_ids):
        """Keep the counts of these regions as they are now; in the transaction that changed them."""
        self.bulk_create([self.model(region_id=pk) for pk in sorted(region_ids)], ignore_conflicts=True)
        self.filter(pk__in=region_ids).recount()


class RegionCount(KeptCount):
    """How many live updates a region has. A region without a row is counted when read, like one whose time is over."""

    region = models.OneToOneField(Region, primary_key=True, on_delete=models.CASCADE, related_name="+")

    objects = RegionCountQuerySet.as_manager()

    def __str__(self):
        return f"{self.region}: {self.live_count}"

    @classmethod
    def counted(cls):
        return Edition.objects, "region"
