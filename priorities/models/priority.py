"""Priorities, what each focuses on, and the enablers that cut across them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasVersion
from priorities.models.plan import Area, Plan, PlanQuerySet


class OfPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who reads the plan reads what is in it, but for what was taken out of it."""
        return self.filter(plan__in=Plan.objects.visible_to(user), is_removed=False)

    def for_desk(self, user):
        """Those of the plans that `user` looks after, also what was taken out of them."""
        return self.filter(plan__in=Plan.objects.for_desk(user))

    def public(self):
        return self.filter(plan__in=Plan.objects.public(), is_removed=False)

    def standing(self):
        """Without those that were taken out."""
        return self.filter(is_removed=False)

    def taken_out(self):
        return self.filter(is_removed=True)


class Coded(HasVersion, models.Model):
    """A part of a plan with a title, and a code where the region uses codes. The slug is its lasting address.

    Codes are unique in the plan, among priorities and enablers together: `priorities.actions` sees to that under a
    lock of the plan, the constraints to each kind.
    """

    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    narrative = models.TextField(blank=True, help_text="Clean rich text.")
    is_removed = models.BooleanField(default=False, editable=False)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """ "P1. Effective safeguarding", or the title alone."""
        return f"{self.code}. {self.title}" if self.code else self.title

    @property
    def region(self):
        return self.plan.region

    @property
    def audit_region(self):
        return self.plan.region.slug


class Priority(Coded):
    """One thing that the region wants to be better at by the end of the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="priorities")

    class Meta(Coded.Meta):
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], condition=~Q(code="") & Q(is_removed=False), name="one_priority_with_a_code"
            ),
            models.UniqueConstraint(fields=["plan", "slug"], name="one_priority_at_an_address"),
            models.UniqueConstraint(fields=["id", "plan"], name="priority_as_what_names_it_copies"),
        ]

    def get_absolute_url(self):
        return reverse("priority", args=[self.plan.region.slug, self.plan.period, self.slug])


class FocusArea(CopiesParent):
    """One of the points on which a priority focuses, in a sentence."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, editable=False, related_name="+")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="focus_areas")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    is_removed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="priority", fields=["plan"], name="focus_area_same_as_its_priority"),
            models.UniqueConstraint(fields=["id", "plan"], name="focus_area_as_what_names_it_copies"),
        ]

    def __str__(self):
        return self.text


class Enabler(Coded):
    """What makes the priorities possible, such as workforce development: it cuts across them.

    It supports every priority of the plan; `narrowed_to` says which, where a manager narrowed it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="enablers")
    narrowed_to = models.ManyToManyField(Priority, blank=True, related_name="enablers_narrowed_to_it")

    class Meta(Coded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], condition=~Q(code="") & Q(is_removed=False), name="one_enabler_with_a_code"
            ),
            models.UniqueConstraint(fields=["plan", "slug"], name="one_enabler_at_an_address"),
            models.UniqueConstraint(fields=["id", "plan"], name="enabler_as_what_names_it_copies"),
        ]

    def get_absolute_url(self):
        return f"{self.plan.get_absolute_url()}#{self.slug}"


class Became(models.Model):
    """What became of a priority in the next plan: carried, merged, split (several rows) or closed (`now` is None).

    `plan` is the next plan, in which it was decided: who doesn't read that plan doesn't read what became of anything.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="map")
    was = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="became")
    now = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="came_from")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "became"
        constraints = [
            SameAsParent(parent="now", fields=["plan"], name="became_same_as_its_plan"),
            models.UniqueConstraint(fields=["was", "now"], name="became_once"),
            models.UniqueConstraint(fields=["was", "plan"], condition=Q(now=None), name="closed_once"),
            models.CheckConstraint(condition=~Q(was=models.F("now")), name="became_another"),
        ]

    def __str__(self):
        return f"{self.was} became {self.now}" if self.now else f"{self.was} was closed"


__all__ = ["Became", "Coded", "Enabler", "FocusArea", "OfPlanQuerySet", "PlanQuerySet", "Priority"]
