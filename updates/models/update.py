from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import record
from portal.audit.personal import TRACED
from portal.regions.models import Region
from updates.models.edition import Edition
from updates.periods import Period


class UpdateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody reads an update that is live, or was live until it was withdrawn; a region's programme managers
        also its drafts, and what was withdrawn before its time came; its chair what was handed in for review."""
        editions = Edition.objects.filter(update=OuterRef("pk"))
        was_read = editions.filter(live_until__gt=F("live_from"), live_from__lt=OuterRef("withdrawn_at"))
        was_live = Q(withdrawn_at__lte=timezone.now()) & Exists(was_read)
        return self.filter(Exists(editions.visible_to(user)) | was_live | _own(user))

    def managed_by(self, user):
        """Those of the regions that `user` manages: of what is `visible_to` them, what is quickly told."""
        return self.filter(_own(user))

    def in_period(self, region, period: Period, special_slug=""):
        """The update of `region` at this address, or none."""
        return self.filter(region=region, period_from=period.from_on, period_to=period.to_on, special_slug=special_slug)

    def at_address(self, region_slug, period: Period, special_slug=""):
        """The same, by the region's slug as it stands in the address, with the region at hand."""
        return self.filter(
            region__slug=region_slug, period_from=period.from_on, period_to=period.to_on, special_slug=special_slug
        ).select_related("region")

    def withdrawn(self, at=None):
        """Those whose withdrawal has come at `at` (now when None). One that is live again is read all the same."""
        return self.filter(withdrawn_at__lte=at or timezone.now())

    def for_desk(self, user):
        """What a programme manager works on: their regions' updates, latest period first; a chair's: what is handed in.

        Annotates the working draft (`draft_id`, `draft_edited_at`, `draft_status`, `draft_due_on`,
        `draft_returned_at`), the live edition (`live_id`, `live_from`) and the next one (`scheduled_for`).
        """
        handed_in = Edition.objects.visible_to(user).filter(update=OuterRef("pk"))
        drafts = Edition.objects.visible_to(user).working().filter(update=OuterRef("pk"))
        live = Edition.objects.live().filter(update=OuterRef("pk"))
        scheduled = Edition.objects.scheduled().filter(update=OuterRef("pk"))
        return (
            self.filter(_own(user) | Q(region__slug__in=user.chaired_region_slugs()))
            .filter(_own(user) | Exists(handed_in))
            .select_related("region")
            .annotate(
                draft_id=models.Subquery(drafts.values("pk")[:1]),
                draft_edited_at=models.Subquery(drafts.values("edited_at")[:1]),
                draft_status=models.Subquery(drafts.values("status")[:1]),
                draft_due_on=models.Subquery(drafts.values("due_on")[:1]),
                draft_returned_at=models.Subquery(drafts.values("returned_at")[:1]),
                live_id=models.Subquery(live.values("pk")[:1]),
                live_from=models.Subquery(live.values("live_from")[:1]),
                scheduled_for=models.Subquery(scheduled.order_by("live_from").values("live_from")[:1]),
            )
            .order_by("-period_to", "-pk")
        )


def managed_regions(user):
    """Return the regions that `user` manages today, as a QuerySet; none for the public."""
    if not user.is_authenticated or not user.is_active:
        return Region.objects.none()
    return Region.objects.filter(slug__in=user.managed_region_slugs())


def _own(user):
    """The condition that somebody manages an update's region today, without a query."""
    regions = user.managed_regions() if user.is_authenticated and user.is_active else []
    return Q(region__in=[region.pk for region in regions])


class Withdrawal(models.TextChoices):
    """How an update leaves the public record."""

    IN_ERROR = "in-error", "Published in error"
    SUPERSEDED = "superseded", "Replaced by another update"
    OUT_OF_DATE = "out-of-date", "Withdrawn, and still readable"


class Update(models.Model):
    """What a region publishes about a month or a run of months, at one permanent address.

    Its words are in editions: at most one working draft, and those that are, were or will be live.
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="updates")
    period_from = models.DateField(help_text="The first day of the first month.")
    period_to = models.DateField(help_text="The first day of the last month.")
    special = models.CharField(max_length=60, blank=True, help_text="The name of a special edition.")
    special_slug = models.SlugField(max_length=60, blank=True)
    review_on = models.DateField("when it is due for review", null=True, blank=True)
    withdrawn_at = models.DateTimeField("from when it is withdrawn", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    withdrawn_as = models.CharField(max_length=12, choices=Withdrawal, blank=True)
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"withdrawn_by": TRACED}

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-period_to", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "period_from", "period_to", "special_slug"], name="one_update_at_an_address"
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="update_period_in_order"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="", withdrawn_as="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                    & ~Q(withdrawn_as="")
                ),
                name="update_withdrawn_whole",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) ^ Q(withdrawn_as="superseded"),
                name="update_superseded_says_by_what",
            ),
            models.UniqueConstraint(
                fields=["id", "region", "period_from", "period_to"], name="update_as_editions_copy_it"
            ),
            models.UniqueConstraint(fields=["id", "region"], name="update_as_documents_copy_it"),
        ]

    def __str__(self):
        name = f"{self.region} update, {self.period}"
        return f"{name}: {self.special}" if self.special else name

    def get_absolute_url(self):
        if self.special_slug:
            return reverse("update_special", args=[self.region.slug, self.period.slug, self.special_slug])
        return reverse("update", args=[self.region.slug, self.period.slug])

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def suggested_title(self):
        """The title that keeps titles from drifting: region and period, always in the same order."""
        return str(self)

    def look_again(self, day, *, by):
        """Note the day on which somebody should look whether the update is still right; None for no such day."""
        with transaction.atomic():
            Update.objects.filter(pk=self.pk).update(review_on=day)
            self.review_on = day
            record("set the next review of", self, by=by, day=str(day or ""))

    @property
    def draft(self):
        """The edition that is being written, reviewed or waits to be published; None when there is none."""
        return self.editions.working().first()

    @property
    def live(self):
        """The edition that the public reads now, or None."""
        return self.editions.live().first()

    @property
    def scheduled(self):
        """The edition that next goes live by itself, or None."""
        return self.editions.scheduled().order_by("live_from").first()

    def may_be_superseded_by(self):
        """The other updates of the region that the public reads now, latest first, as a QuerySet."""
        live = Edition.objects.live().filter(region=self.region_id).exclude(update=self.pk)
        return Update.objects.filter(pk__in=live.values("update")).select_related("region")

    @property
    def is_withdrawn(self):
        """Whether the public reads it no more because it was withdrawn."""
        return bool(self.withdrawn_at and self.withdrawn_at <= timezone.now()) and self.live is None

    @property
    def stays_readable(self):
        """Whether everybody may go on reading it at its address after its withdrawal."""
        return self.withdrawn_as == Withdrawal.OUT_OF_DATE

    @property
    def last_read(self):
        """The edition that was live until the withdrawal, or None when it was withdrawn before its time came."""
        ended = self.editions.filter(live_until=self.withdrawn_at, live_from__lt=self.withdrawn_at)
        return ended.select_related("region", "update").first()

    @property
    def withdraws_later(self):
        return bool(self.withdrawn_at and self.withdrawn_at > timezone.now())
