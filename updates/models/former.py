from django.db import models

from portal.regions.models import Region
from updates.models.update import Update
from updates.periods import Period


class FormerAddressQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the update may know where it once stood."""
        return self.filter(update__in=Update.objects.visible_to(user))

    def at_address(self, region_slug, period: Period, special_slug=""):
        """Those by the region's slug as it stands in the address, with their update at hand."""
        return self.filter(
            region__slug=region_slug, period_from=period.from_on, period_to=period.to_on, special_slug=special_slug
        ).select_related("update__region")


class FormerAddress(models.Model):
    """Where an update stood before its months or its name changed: who asks there is sent on."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    period_from = models.DateField()
    period_to = models.DateField()
    special_slug = models.SlugField(max_length=60, blank=True)
    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="former_addresses")

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "period_from", "period_to", "special_slug"], name="one_update_was_at_an_address"
            )
        ]

    def __str__(self):
        return f"{self.region.slug}/updates/{Period(self.period_from, self.period_to).slug}/{self.special_slug}"
