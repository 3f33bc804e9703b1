"""Lines of enquiry: what the challenge will ask an authority about. Rules suggest them, people choose."""

from django.db import models

from peerchallenge.models.assessment import SelfAssessment
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, own_readers, runners
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasVersion


class LineOfEnquiryQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Those who run the region's cycles; the authority's own readers, once they were sent to it."""
        return runners(user) | own_readers(user) & models.Q(sent_at__isnull=False)

    def standing(self):
        return self.filter(is_removed=False)


class LineOfEnquiry(HasVersion, HasPublicId, OfAuthority):
    """A question for the challenge of one authority. `because` is the sum of the rule that suggested it, if one did."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="enquiries")
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
