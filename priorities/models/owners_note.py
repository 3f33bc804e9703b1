"""The owner's note: once a quarter an owner is asked for two sentences and a status, and a manager takes them over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.audit.integrity import SameAsParent
from portal.audit.models import HasStatus
from portal.regions.models import Region
from priorities.models.action import Action


class OwnersNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The region's programme managers."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(region__slug__in=user.managed_region_slugs())

    def waiting(self):
        """Answered, and neither taken over nor declined yet."""
        return self.filter(status=OwnersNote.Status.ANSWERED)


class OwnersNote(HasStatus, models.Model):
    """An owner was asked for a note on an action. The answer is a proposal: nothing changes until it is accepted."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    MOVES = {
        Status.ASKED: {Status.ANSWERED},
        Status.ANSWERED: {Status.ANSWERED, Status.ACCEPTED, Status.DECLINED},
    }

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="owners_notes")
    quarter = models.CharField(max_length=7, help_text="Such as 2026-Q1.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(help_text="Until then the private link works.")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED, editable=False)
    text = models.CharField(max_length=1000, blank=True)
    action_status = models.CharField(max_length=12, choices=Action.Status, blank=True)
    forecast = models.CharField(max_length=8, choices=Action.Forecast, blank=True)
    forecast_reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = OwnersNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            SameAsParent(parent="action", fields=["region"], name="owners_note_same_as_its_action"),
            models.UniqueConstraint(fields=["action", "quarter", "person"], name="asked_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="owners_note_decided_whole",
            ),
        ]

    def __str__(self):
        return f"{self.action}, {self.quarter}"

    @property
    def audit_region(self):
        return self.region.slug
