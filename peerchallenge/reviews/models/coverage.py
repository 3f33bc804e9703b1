"""What a region promised of its reviews: each authority one of a kind, in a round, between two days."""

from django.db import models
from django.db.models import F, Q

from peerchallenge.models.of_authority import runners
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.reviews.models.kind import ReviewKind
from portal.audit.models import HasPublicId, HasVersion
from portal.regions.models import Region


class CoveragePromiseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who run the region's peer challenge, and its directors."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        led = [region.pk for post in user.posts_now() if post.role in DIRECTORS for region in post.regions()]
        return self.filter(runners(user) | Q(region__in=led))

    def standing(self):
        return self.filter(is_removed=False)


class CoveragePromise(HasVersion, HasPublicId):
    """Such as: each authority a team review within 15 months of November 2015. A season ends with its last day."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="coverage_promises")
    kind = models.ForeignKey(ReviewKind, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(max_length=300, help_text="As it was promised.")
    starts_on = models.DateField("from")
    ends_on = models.DateField("until")
    source = models.CharField(max_length=300, blank=True, help_text="Where it was said.")
    is_removed = models.BooleanField(default=False, editable=False)

    objects = CoveragePromiseQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="coverage_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.words[:80]

    @property
    def audit_region(self):
        return self.region.slug
