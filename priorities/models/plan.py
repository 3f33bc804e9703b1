"""A region's plan for a period, and the broad areas of activity that it may have."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import HasStatus, HasVersion
from portal.audit.personal import TRACED
from portal.regions.models import Region
from priorities.index import plan_changed
from priorities.periods import PlanPeriod


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody reads plans that are published or closed, for ever; those who manage or chair the region also its
        drafts."""
        out = Q(status__in=[Plan.Status.PUBLISHED, Plan.Status.CLOSED])
        if not user.is_authenticated or not user.is_active:
            return self.filter(out)
        return self.filter(out | (Q(status=Plan.Status.DRAFT) & Q(region__slug__in=own_regions(user))))

    def for_desk(self, user):
        """Those of the regions that `user` looks after, as far as they read them: of such a plan they also know what
        was taken out."""
        return self.visible_to(user).filter(region__slug__in=own_regions(user))

    def managed_by(self, user):
        """Those of the regions that `user` manages, also drafts that were put away, which nobody reads any more."""
        slugs = user.managed_region_slugs() if user.is_authenticated and user.is_active else ()
        return self.filter(region__slug__in=slugs)

    def public(self):
        """What everybody reads."""
        return self.filter(status__in=[Plan.Status.PUBLISHED, Plan.Status.CLOSED])

    def published(self):
        return self.filter(status=Plan.Status.PUBLISHED)

    def current(self, on=None):
        """Published plans that run on the day `on` (today when None), the one that began last first."""
        day = on or timezone.localdate()
        return self.published().filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on", "pk")

    def hold(self, pk) -> "Plan":
        """Return the plan `pk` with its region, locked until the caller's transaction ends, to write something into it.

        Its `changes` are counted on with it: who publishes what they looked at is told when it isn't that any more.
        """
        self.filter(pk=pk).update(changes=F("changes") + 1)
        return self.select_related("region").get(pk=pk)

    def for_index(self):
        """With all that search knows of a plan."""
        return self.select_related("region").prefetch_related("areas", "priorities__focus_areas", "enablers")


def own_regions(user) -> set[str]:
    """Return the slugs of the regions whose plans `user` looks after: as programme manager, or in the chair."""
    return {*user.managed_region_slugs(), *user.chaired_region_slugs()}


class Plan(HasStatus, HasVersion, models.Model):
    """What a region sets out to do in a period: its priorities, the enablers that cut across them, and actions."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        CLOSED = "closed", "Closed"
        DISCARDED = "discarded", "Discarded"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED, Status.DISCARDED},
        Status.PUBLISHED: {Status.CLOSED},
        Status.CLOSED: {Status.PUBLISHED},
    }

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="plans")
    period = models.SlugField(max_length=9, help_text="Such as 2015-16: the plan's permanent address.")
    starts_on = models.DateField("starts")
    ends_on = models.DateField("ends")
    title = models.CharField(max_length=150)
    introduction = models.TextField(blank=True, help_text="Clean rich text: why these priorities, in two sentences.")
    shows_actions = models.BooleanField("everybody reads the actions", default=False)
    says_when_quiet = models.BooleanField("the public page says where nothing was recorded for 90 days", default=False)
    changes = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often something was written into it: the plan or any part of it."
    )
    checked_on = models.DateField("last checked", null=True, blank=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"published_by": TRACED, "closed_by": TRACED}

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "region", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "period"], condition=~Q(status="discarded"), name="one_plan_for_a_period"
            ),
            models.UniqueConstraint(fields=["id", "region"], name="plan_as_its_children_copy_it"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "discarded"], published_at=None, published_by=None)
                | Q(status__in=["published", "closed"], published_at__isnull=False),
                name="plan_published_whole",
            ),
            models.CheckConstraint(
                condition=(~Q(status="closed") & Q(closed_at=None, closed_by=None))
                | Q(status="closed", closed_at__isnull=False),
                name="plan_closed_whole",
            ),
        ]

    def __str__(self):
        return f"{self.region}: {self.title}"

    def get_absolute_url(self):
        return reverse("plan", args=[self.region.slug, self.period])

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def plan_period(self) -> PlanPeriod:
        return PlanPeriod.parse(self.period)

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def is_public(self):
        return self.is_published or self.is_closed

    @transaction.atomic
    def publish(self, *, by, version):
        """Everybody reads it from now on. `priorities.actions.writing.publish_plan` asks whether it is complete."""
        self._move_to(
            self.Status.PUBLISHED, by=by, version=version, published_at=timezone.now(), published_by=by,
            closed_at=None, closed_by=None,
        )  # fmt: skip
        plan_changed(self)

    @transaction.atomic
    def close(self, *, by, version):
        """Its period is over: it stays readable, and nothing in it changes any more."""
        self._move_to(self.Status.CLOSED, by=by, version=version, closed_at=timezone.now(), closed_by=by)
        plan_changed(self)

    @transaction.atomic
    def reopen(self, *, by, version):
        """Closed too early: it is the plan in force again."""
        self._move_to(self.Status.PUBLISHED, by=by, version=version, verb="reopened", closed_at=None, closed_by=None)
        plan_changed(self)

    def discard(self, *, by, version):
        """Put a draft away: its address is free again. Nothing of it is deleted."""
        self._move_to(self.Status.DISCARDED, by=by, version=version)


class Area(models.Model):
    """A broad area of activity beside the priorities, such as "Knowing ourselves and being challenged"."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="areas")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    narrative = models.TextField(blank=True, help_text="Clean rich text.")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title
