"""How a region will know that a priority made a difference."""

from django.db import models

from portal.audit.models import HasVersion
from priorities.models.plan import Plan
from priorities.models.priority import Priority


class MeasureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who reads the priority reads its measures, but for those that were taken out."""
        return self.filter(priority__in=Priority.objects.visible_to(user), is_removed=False)

    def for_desk(self, user):
        """Those of the plans that `user` looks after, also what was taken out of them."""
        return self.filter(priority__plan__in=Plan.objects.for_desk(user))

    def standing(self):
        return self.filter(is_removed=False)

    def taken_out(self):
        return self.filter(is_removed=True)


class Measure(HasVersion, models.Model):
    """An outcome of a priority and the figure that shows it. A figure that isn't known is empty, never nought."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=300, help_text="What will be better, for whom.")
    name = models.CharField("measure", max_length=200, blank=True)
    unit = models.CharField(max_length=30, blank=True, help_text="Such as % or days.")
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    current = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    current_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_removed = models.BooleanField(default=False, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.outcome

    @property
    def plan(self):
        return self.priority.plan

    @property
    def region(self):
        return self.priority.region

    @property
    def audit_region(self):
        return self.priority.audit_region
