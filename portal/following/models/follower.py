"""Somebody who follows a region by e-mail."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from portal.audit.models import record
from portal.audit.personal import AtErasure, Personal
from portal.regions.models import Region

CONFIRM_WITHIN = timedelta(days=14)
KEPT_AFTER_END = timedelta(days=30)

FOLLOWS = Personal(
    what="Your address, if you follow a region by e-mail, the words you agreed to, and when you asked and confirmed",
    why="To send what you asked for, and to show that you did",
    kept="While you follow it, and 30 days after you stop; 14 days if you never confirm",
    at_erasure=AtErasure.DELETED,
    ended_by="Delete followers who ended 30 days ago",
)


def consent_to_follow(region) -> str:
    """Return what somebody agrees to who follows `region`: shown at the form and kept with their address."""
    return (
        f"Send me an e-mail when {region} publishes an update, or changes one in a way that matters. "
        "I can stop this at any time, from any of these e-mails."
    )


class FollowerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A region's programme managers, who answer for its list, know who is on it; nobody else does."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(region__slug__in=user.managed_region_slugs())

    def of_address(self, email):
        """Those with this address, however its letters are written."""
        return self.filter(email=normal(email))

    def live(self):
        """Those that haven't ended: confirmed or waiting to be."""
        return self.filter(ended_at__isnull=True)

    def following(self, region=None):
        """Those who are sent mail: confirmed and not ended; of `region`, or of every region when None."""
        following = self.live().filter(confirmed_at__isnull=False)
        return following.filter(region=region) if region else following

    def never_confirmed(self):
        """Those who asked 14 days ago or more and never confirmed, or ended before they did."""
        return self.filter(confirmed_at__isnull=True).filter(
            Q(asked_at__lt=timezone.now() - CONFIRM_WITHIN) | Q(ended_at__lt=timezone.now() - CONFIRM_WITHIN)
        )

    def ended_long_ago(self):
        """Those who ended 30 days ago or more."""
        return self.filter(ended_at__lt=timezone.now() - KEPT_AFTER_END)


def normal(email: str) -> str:
    """Return the address as it is compared and kept: in lower case."""
    return email.strip().lower()


class Follower(models.Model):
    """One address that follows one region: from when, with which words it agreed, until when.

    The lawful basis is consent. Never confirmed: deleted 14 days after it was asked. Ended: the whole row is deleted
    30 days later, within which a complaint ("I never asked for this") can be answered. No hash is kept to suppress
    the address: nothing is ever sent to one that didn't confirm, and one that ended has to ask and confirm again.
    """

    class How(models.TextChoices):
        """By which way it ended."""

        PAGE = "page", "on the page for it"
        ONE_CLICK = "one-click", "with the mail program’s own button"
        REMOVED = "removed", "removed by a programme manager who was asked to"

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="followers")
    email = models.EmailField("e-mail address")
    consent = models.CharField(max_length=400, help_text="The words that were agreed to.")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=How, blank=True)

    PERSONAL = {"email": FOLLOWS} | dict.fromkeys(
        ("region", "consent", "asked_at", "confirmed_at", "ended_at", "ended_how"),
        FOLLOWS.beside("email", AtErasure.DELETED),
    )

    objects = FollowerQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="follower_email_in_lower_case"),
            models.UniqueConstraint(
                fields=["email", "region"], condition=Q(ended_at__isnull=True), name="address_follows_a_region_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="follower_ended_at_and_how",
            ),
        ]
        indexes = [models.Index(fields=["region", "confirmed_at"], name="follower_by_region")]

    def __str__(self):
        """Never the address: this goes into the audit and into logs."""
        return f"Follower {self.pk} of {self.region}"

    @property
    def is_following(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def masked_email(self) -> str:
        """The address for its owner's eyes: "d…@example.org", because mail is forwarded to others with its links."""
        name, _, host = self.email.partition("@")
        return f"{name[:1]}…@{host}"

    def confirm(self) -> bool:
        """Begin to send; return whether that is new. Nothing for one that has ended."""
        now = timezone.now()
        waiting = Follower.objects.live().filter(pk=self.pk, confirmed_at__isnull=True)
        if not waiting.update(confirmed_at=now):
            return False
        self.confirmed_at = now
        return True

    def end(self, how: "Follower.How", *, by=None) -> bool:
        """Send nothing more; return whether that is new. With `by`, the person who removed it, it goes on record."""
        now = timezone.now()
        with transaction.atomic():
            if not Follower.objects.live().filter(pk=self.pk).update(ended_at=now, ended_how=how):
                return False
            self.ended_at, self.ended_how = now, how
            if by:
                record("removed a follower of", self.region, by=by, follower=self.pk)
        return True
