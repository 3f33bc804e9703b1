"""Where a priority comes from: the theme of a region's peer challenge that its directors chose."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from peerchallenge.reviews.models import RegionalTheme
from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.personal import TRACED
from priorities.models.plan import Plan
from priorities.models.priority import Priority


class PriorityOriginQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads both the theme and the plan."""
        return self.filter(theme__in=RegionalTheme.objects.visible_to(user), plan__in=Plan.objects.visible_to(user),
                           priority__is_removed=False)  # fmt: skip


class PriorityOrigin(CopiesParent):
    """A priority of a plan was made of a theme. Kept with the plan."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="origins")
    theme = models.ForeignKey(RegionalTheme, on_delete=models.PROTECT, related_name="origins")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, editable=False, related_name="+")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"made_by": TRACED}

    objects = PriorityOriginQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            SameAsParent(parent="priority", fields=["plan"], name="origin_same_as_its_priority"),
            SameAsParent(parent="theme", fields=["region"], name="origin_same_as_its_theme"),
            SameAsParent(parent="plan", fields=["region"], name="origin_of_the_region_of_its_plan"),
            models.UniqueConstraint(fields=["priority", "theme"], name="one_origin_of_a_priority_in_a_theme"),
            models.UniqueConstraint(fields=["plan", "theme"], name="a_theme_once_in_a_plan"),
        ]

    def __str__(self):
        return f"{self.priority} out of a theme"
