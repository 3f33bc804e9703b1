"""What in a review could identify a child or somebody else: who reported it, what was removed and why. Never the
text."""

from django.db import models
from django.db.models import Q

from peerchallenge.models.of_authority import (
    WRITERS,
    OfAuthorityQuerySet,
    at_own_authority,
    managers,
    own_readers,
)
from peerchallenge.models.removal import SETTLED_WHOLE, RemovalRow, ReportRow
from peerchallenge.reviews.models.review import Review
from peerchallenge.reviews.models.team import Member
from portal.audit.integrity import SameAsParent


def led(user) -> Q:
    """The condition that a row, which has `review`, is of one whose team `user`, who is signed in, leads today."""
    return Q(review__in=Member.objects.reading(user).filter(seat__is_lead=True).values("seat__review"))


def others(user) -> Q:
    """The condition that a row is of what isn't the host's alone, and `user` looks after it beside the host."""
    return Q(others_read=True) & (managers(user) | led(user))


class Reached(models.Model):
    """Who read the text: nobody else may learn that something was in it, nor those who read the audit trail."""

    host_reads = models.BooleanField(help_text="Whether the host's readers read it then.")
    others_read = models.BooleanField(help_text="Whether those who run the region's peer challenge read it then.")

    class Meta:
        abstract = True

    def note_in_trail(self, verb, *, by, **details):
        if self.others_read:
            super().note_in_trail(verb, by=by, **details)


class ReviewReportQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Whoever can settle it, and whoever reported it."""
        return self.settled_by(user) | Q(reported_by=user)

    def settled_by(self, user) -> Q:
        """The condition that it is for `user` to settle: one of the host's writers, of the region's managers, or the
        team's lead, as far as they read the text."""
        return at_own_authority(user, WRITERS) & Q(host_reads=True) | others(user)

    def waiting(self):
        return self.filter(settled_at=None)


class ReviewReport(Reached, ReportRow):
    """A report about a part of a review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reports")

    objects = ReviewReportQuerySet.as_manager()

    class Meta(ReportRow.Meta):
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="reviewreport_same_as_its_review"),
            models.CheckConstraint(condition=SETTLED_WHOLE, name="reviewreport_settled_whole"),
        ]

    def __str__(self):
        return f"{self.where}: {self.get_why_display()}"


class ReviewRemovalQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers, the region's programme managers and the team's lead, as far as they read the text."""
        return own_readers(user) & Q(host_reads=True) | others(user)


class ReviewRemoval(Reached, RemovalRow):
    """What was removed from a review. Of a team's private notes there is none: nobody may learn that there was one."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="removals")

    objects = ReviewRemovalQuerySet.as_manager()

    class Meta(RemovalRow.Meta):
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="reviewremoval_same_as_its_review"),
        ]

    def __str__(self):
        return f"{self.where}: {self.get_why_display()}"
