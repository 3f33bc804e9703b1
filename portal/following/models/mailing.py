"""One message to everybody who follows a region, and how far it has got."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import record
from portal.audit.personal import TRACED
from portal.following.models.follower import Follower
from portal.regions.models import Region


@dataclass(frozen=True)
class Tally:
    """How far a mailing has got, in people. `left_out`: they stopped following before their turn."""

    total: int
    sent: int
    waiting: int
    failed: int
    left_out: int

    @classmethod
    def of(cls, counts: Counter) -> "Tally":
        """Return the tally of how many people are in each state, by its name."""
        return cls(counts.total(), *(counts[name] for name in ("sent", "waiting", "failed", "left_out")))

    @property
    def settled(self) -> int:
        return self.total - self.waiting


class MailingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The programme managers of its region, and site administrators, who look after the worker."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.is_site_administrator else self.filter(region__slug__in=user.managed_region_slugs())

    def about(self, record):
        """The mailing about this record, if there is one."""
        return self.filter(about_type=record._meta.label_lower, about_id=str(record.pk))

    def with_tallies(self) -> list[tuple["Mailing", Tally]]:
        """Return each with its tally, in two queries."""
        mailings, counts = list(self), defaultdict(Counter)
        states = Recipient.objects.filter(mailing__in=[one.pk for one in mailings]).order_by()
        for mailing, state, many in states.values_list("mailing", "state").annotate(many=Count("pk")):
            counts[mailing][Recipient.State(state).name.lower()] = many
        return [(one, Tally.of(counts[one.pk])) for one in mailings]

    def going_on(self):
        """Those with people still to be told, and not stopped."""
        return self.filter(ended_at__isnull=True, stopped_at__isnull=True)


class Mailing(models.Model):
    """One message, once about one record, to everybody who followed the region when it began."""

    about_type = models.CharField(max_length=80)
    about_id = models.CharField(max_length=40)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="mailings")
    letter = models.JSONField(help_text="What it says: see portal.following.letters.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="mailings_made"
    )
    turns = models.PositiveIntegerField(default=0, help_text="How many turns of sending are over.")
    due_at = models.DateTimeField(default=timezone.now, help_text="When its next turn is due.")
    trouble = models.CharField(max_length=200, blank=True, help_text="Why the last turn was cut short.")
    troubles = models.PositiveSmallIntegerField(default=0, help_text="How many turns in a row were cut short.")
    ended_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="mailings_stopped"
    )

    PERSONAL = {"made_by": TRACED, "stopped_by": TRACED}

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["about_type", "about_id"], name="record_is_told_of_once"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by__isnull=True)
                | Q(stopped_at__isnull=False, stopped_by__isnull=False),
                name="mailing_stopped_at_and_by",
            ),
        ]

    def __str__(self):
        return self.letter["subject"]

    def get_absolute_url(self):
        return reverse("mailing", args=[self.pk])

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def is_going_on(self) -> bool:
        return self.ended_at is None and self.stopped_at is None

    def tally(self) -> Tally:
        """Count its people by how each was settled."""
        ((_, tally),) = Mailing.objects.filter(pk=self.pk).with_tallies()
        return tally

    def errors(self) -> list[tuple[str, int]]:
        """Return (why, how many people) of those it failed for, most first."""
        failed = self.recipients.filter(state=Recipient.State.FAILED).order_by()
        return list(failed.values_list("error").annotate(many=Count("pk")).order_by("-many", "error"))

    def stop(self, *, by) -> bool:
        """Tell nobody else, and return whether that is new; who was told was told."""
        now = timezone.now()
        with transaction.atomic():
            if not Mailing.objects.going_on().filter(pk=self.pk).update(stopped_at=now, stopped_by=by):
                return False
            self.stopped_at, self.stopped_by = now, by
            record("stopped telling followers of", self.region, by=by, mailing=self.pk)
        return True


class RecipientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody reads who was told: only how many."""
        return self.none()

    def due(self):
        """Those to be told now."""
        return self.filter(state=Recipient.State.WAITING, due_at__lte=timezone.now())


class Recipient(models.Model):
    """One person whom one mailing tells, once. The address is the follower's, and goes with the follower.

    `claimed_by` names the worker that is about to send: what a dead one claimed is anybody's.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        LEFT_OUT = "left-out", "Stopped following first"

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="recipients")
    follower = models.ForeignKey(Follower, null=True, on_delete=models.SET_NULL, related_name="received")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claimed_by = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "follower"], name="follower_is_told_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="recipient_state_and_settled_at",
            ),
        ]
        indexes = [
            models.Index(fields=["mailing", "due_at"], condition=Q(state="waiting"), name="recipients_that_wait"),
        ]

    def __str__(self):
        return f"Recipient {self.pk}"

    def settle(self, state: "Recipient.State", error="") -> None:
        """Note what came of it; nothing if that is noted already."""
        waiting = Recipient.objects.filter(pk=self.pk, state=Recipient.State.WAITING)
        waiting.update(state=state, settled_at=timezone.now(), error=error[:200], claimed_by="")
