"""Plans that somebody brings in from a document, while they wait on the check screen."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.audit.integrity import SameAsParent
from portal.regions.models import Region
from priorities.models.plan import Plan


class BroughtPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only the person who brought a plan in reads it, on the check screen, until it is a draft."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(made_by=user)


class BroughtPlan(models.Model):
    """A document with a plan, as it was understood, waiting on the check screen or since made a draft."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, blank=True)
    found = models.JSONField(help_text="What the importer found: see priorities.importing.FoundPlan.")
    original_html = models.TextField(help_text="The whole document, cleaned, to stand beside the check screen.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="brought")

    objects = BroughtPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [SameAsParent(parent="plan", fields=["region"], name="brought_plan_same_as_its_plan")]

    def __str__(self):
        return self.name or "Pasted text"
