"""Lines of enquiry: what the challenge will ask an authority about. Rules suggest them, people choose."""

import uuid

from django.db import models

from peerchallenge.models.assessment import OWN_READERS, RUNNERS, SelfAssessment, at_own_authority
from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasVersion
from portal.regions.models import LocalAuthority, Region


class LineOfEnquiryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who run the region's cycles; the authority's own readers, once they were sent to it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        runs = models.Q(region__in=[post.region_id for post in user.posts_now() if post.role in RUNNERS])
        own = at_own_authority(user, OWN_READERS) & models.Q(sent_at__isnull=False)
        return self.filter(runs | own)

    def standing(self):
        return self.filter(is_removed=False)


class LineOfEnquiry(HasVersion, CopiesParent):
    """A question for the challenge of one authority. `because` is the sum of the rule that suggested it, if one did."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="enquiries")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, editable=False, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    area_code = models.CharField(max_length=8, blank=True)
    text = models.CharField(max_length=400)
    rule = models.CharField(max_length=40, blank=True, editable=False)
    because = models.CharField(max_length=400, blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    is_removed = models.BooleanField(default=False, editable=False)

    objects = LineOfEnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "lines of enquiry"
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="enquiry_same_as_its_assessment")
        ]

    def __str__(self):
        return f"Line of enquiry on area {self.area_code}" if self.area_code else "Line of enquiry"  # without its words

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def audit_authority(self):
        return self.authority.code
