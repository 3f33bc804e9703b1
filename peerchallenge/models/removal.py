"""What could identify a child: who reported it, what was removed and why, and why a doubt was none. Never the text."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from peerchallenge.models.assessment import SelfAssessment
from peerchallenge.models.moderation import Moderator, Remark
from peerchallenge.models.of_authority import (
    WRITERS,
    OfAuthority,
    OfAuthorityQuerySet,
    at_own_authority,
    managers,
    own_readers,
)
from peerchallenge.models.personal import EXPLAINED, REPORTED
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, record
from portal.audit.personal import AtErasure


class Why(models.TextChoices):
    """What is in the text, by category."""

    NAME = "name", "A name of a child or of somebody in the family"
    NUMBER = "number", "A number that identifies a child"
    BIRTH = "birth", "A date of birth"
    STORY = "story", "Details by which a family could be recognised"
    ADULT = "adult", "Personal details of somebody else"


class AboutRecord(HasPublicId, OfAuthority):
    """About one record of an authority: its `kind` (of `peerchallenge.removable`, or of reviews), id and parts."""

    kind = models.CharField(max_length=12)
    record = models.UUIDField()
    parts = models.JSONField(default=list, help_text="Names of the fields.")
    where = models.CharField(max_length=250, help_text="In words: the area and the kind, without the text.")
    why = models.CharField(max_length=8, choices=Why)

    class Meta:
        abstract = True

    def note_in_trail(self, verb, *, by, **details):
        record(verb, self, by=by, **details)


class ReportRow(AboutRecord):
    """Somebody who reads it said that it could identify a child. It waits until it was removed or looked at."""

    class Settled(models.TextChoices):
        REMOVED = "removed", "Removed"
        STAYS = "stays", "Looked at: nobody can be identified"

    reported_at = models.DateTimeField(default=timezone.now)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_as = models.CharField(max_length=8, choices=Settled, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"reported_by": REPORTED, "settled_by": REPORTED}

    class Meta:
        abstract = True
        ordering = ["-reported_at", "-pk"]

    @transaction.atomic
    def let_stand(self, *, by):
        """Somebody looked at it, and nobody can be identified. Once."""
        fields = {"settled_as": self.Settled.STAYS, "settled_at": timezone.now(), "settled_by": by}
        if type(self).objects.filter(pk=self.pk, settled_at=None).update(**fields):
            self.note_in_trail("looked at a report on", by=by)


# A report is settled, when and by whom, or not at all.
SETTLED_WHOLE = Q(settled_at=None, settled_by=None, settled_as="") | Q(
    ~Q(settled_as=""), settled_at__isnull=False, settled_by__isnull=False
)


class ReportQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The authority's writers; the region's managers, of what was submitted; and whoever reported it."""
        return at_own_authority(user, WRITERS) | managers(user) & Q(is_submitted=True) | Q(reported_by=user)

    def waiting(self):
        return self.filter(settled_at=None)


class Report(ReportRow):
    """A report about a part of a self-assessment."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="reports")
    is_submitted = models.BooleanField(help_text="Whether it stands in a submitted version.")

    objects = ReportQuerySet.as_manager()

    class Meta(ReportRow.Meta):
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="report_same_as_its_assessment"),
            models.CheckConstraint(condition=SETTLED_WHOLE, name="report_settled_whole"),
        ]

    def __str__(self):
        return f"{self.where}: {self.get_why_display()}"


class RemovalRow(AboutRecord):
    """The trace of what was removed: who, when, which field, why by category. Nothing of the text is kept."""

    removed_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    places = models.PositiveIntegerField(default=0, help_text="In how many rows, versions and files it stood.")

    PERSONAL = {"removed_by": REPORTED}

    class Meta:
        abstract = True
        ordering = ["-removed_at", "-pk"]


class RemovalQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The authority's own readers; the region's programme managers, of what was submitted."""
        return own_readers(user) | managers(user) & Q(is_submitted=True)


class Removal(RemovalRow):
    """What was removed from a self-assessment.

    `sha256_before` and `sha256_after` are of what the self-assessment said then: an approval that was given before
    still stands on the rest.
    """

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="removals")
    is_submitted = models.BooleanField(help_text="Whether it stood in a submitted version.")
    sha256_before = models.CharField(max_length=64)
    sha256_after = models.CharField(max_length=64)

    objects = RemovalQuerySet.as_manager()

    class Meta(RemovalRow.Meta):
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="removal_same_as_its_assessment"),
        ]

    def __str__(self):
        return f"{self.where}: {self.get_why_display()}"


class ExplanationQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The authority's own readers; of what a moderator said, once their comments were sent."""
        sent = Remark.objects.filter(sent_at__isnull=False).values("moderator")
        return own_readers(user) & (Q(moderator=None) | Q(moderator__in=sent))


class Explanation(OfAuthority):
    """Why something that looked like a date of birth is none, as the person said who wrote or handed it in."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="explanations")
    moderator = models.ForeignKey(
        Moderator, null=True, on_delete=models.PROTECT, related_name="+", help_text="As whom it was said, if as one."
    )
    where = models.CharField(max_length=250)
    reason = models.CharField(max_length=300)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {
        "said_by": EXPLAINED,
        "reason": EXPLAINED.beside("said_by", AtErasure.KEPT, "Without the name, it can still be looked at again."),
    }

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            SameAsParent(
                parent="assessment", fields=["region", "authority"], name="explanation_same_as_its_assessment"
            ),
        ]

    def __str__(self):
        return self.where
