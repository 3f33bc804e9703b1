"""What a host opened of its review, whom it told in public words, who read it; and packs made for meetings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.cycle import Cycle
from peerchallenge.models.of_authority import (
    WRITERS,
    OfAuthority,
    OfAuthorityQuerySet,
    at_own_authority,
    own_readers,
    runners,
)
from peerchallenge.models.sharing import DIRECTORS, ReadingQuerySet, ReadingRow
from peerchallenge.reviews.models.levels import ShownTo
from peerchallenge.reviews.models.personal import MOVED, PACKED, READ
from peerchallenge.reviews.models.review import Review
from portal.accounts.roles import Role
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasVersion
from portal.audit.personal import AtErasure
from portal.files.models import Blob
from portal.regions.models import LocalAuthority, Region


class ItemReleaseQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers and those who run the region's peer challenge."""
        return own_readers(user) | runners(user)


class ItemRelease(OfAuthority):
    """The host widened or narrowed who can read items of its review: what, to whom, how many people that let in.

    Rows are only added.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="item_releases")
    shown_to = models.CharField(max_length=10, choices=ShownTo)
    items = models.JSONField(help_text="Their public ids: {finding: [], nextstep: [], letter: []}.")
    people = models.PositiveIntegerField(help_text="How many it let in who couldn't read them before.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"made_by": MOVED}

    objects = ItemReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [SameAsParent(parent="review", fields=["region", "authority"], name="itemrelease_same_as_review")]

    def __str__(self):
        return f"Shown to {self.get_shown_to_display()}"

    @property
    def said(self) -> str:
        """How many of each kind it was about: "7 findings, 3 next steps, 1 letter"."""
        words = {"finding": "finding", "nextstep": "next step", "letter": "letter"}
        counted = [(len(ids), words[kind]) for kind, ids in self.items.items()]
        return ", ".join(f"{many} {what}{'' if many == 1 else 's'}" for many, what in counted)


class ReviewReading(ReadingRow):
    """Somebody of neither the host nor the team opened findings or the letter of a review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="readings")

    PERSONAL = {"person": READ} | dict.fromkeys(
        ("part", "what"), READ.beside("person", AtErasure.KEPT, "Without the name, it says as what it was read.")
    )

    objects = ReadingQuerySet.as_manager()

    class Meta(ReadingRow.Meta):
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="reviewreading_same_as_its_review"),
            models.UniqueConstraint(
                fields=["review", "person", "part", "what", "day"], name="one_reading_of_a_review_a_day_of_a_kind"
            ),
        ]

    def __str__(self):
        return f"{self.person} read {self.review}"


class PublicSummaryQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers while it is a draft; everybody once it is published."""
        return own_readers(user) | Q(published_at__isnull=False)

    def public(self):
        return self.filter(published_at__isnull=False)


class PublicSummary(HasVersion, OfAuthority):
    """What the host tells the public of a review: its own words, published by its own act."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="public_summary")
    text = models.TextField(max_length=3000, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"published_by": MOVED}

    objects = PublicSummaryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "public summaries"
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="summary_same_as_its_review"),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="summary_published_whole",
            ),
        ]

    def __str__(self):
        return "Public summary"


class PackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A folder: whoever asked for it, while they still write for the authority or lead its trust. The Leadership
        Summit pack: who asked for it, while they run the region's peer challenge; once it is there the directors and
        those for whom it is made, by their posts in the region."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        folder = Q(kind=Pack.Kind.FOLDER, asked_by=user) & at_own_authority(user, FOLDER_READERS)
        summit = Q(kind=Pack.Kind.LEADERSHIP_SUMMIT)
        asked = summit & Q(asked_by=user) & runners(user)
        invited = [one.pk for post in user.posts_now() if post.role in SUMMIT_READERS for one in post.regions()]
        return self.filter(folder | asked | summit & Q(region__in=invited, status=Pack.Status.READY))


# Who asks for a folder and keeps it; for whom the Leadership Summit pack is made.
FOLDER_READERS = WRITERS | {Role.TRUST_CHIEF_EXECUTIVE}
SUMMIT_READERS = DIRECTORS | {
    Role.COUNCIL_CHIEF_EXECUTIVE, Role.LEAD_MEMBER, Role.SCRUTINY_CHAIR, Role.SAFEGUARDING_PARTNERSHIP_CHAIR,
}  # fmt: skip


class Pack(HasPublicId):
    """Papers that the worker puts together: for the Leadership Summit, or a director's folder for the annual
    conversation. A folder is deleted a day later, when it can be asked for again; a pack for the summit after 30 days.
    """

    class Kind(models.TextChoices):
        LEADERSHIP_SUMMIT = "leadership-summit", "Leadership Summit pack"
        FOLDER = "folder", "Folder for the annual conversation"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        AT_WORK = "at-work", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Not made"

    kind = models.CharField(max_length=20, choices=Kind)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(LocalAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.PROTECT, related_name="packs")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING, editable=False)
    done = models.PositiveSmallIntegerField(default=0, editable=False)
    parts = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.CharField(max_length=300, blank=True, editable=False)
    blob = models.ForeignKey(Blob, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120, blank=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"asked_by": PACKED}

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="ready") | Q(blob__isnull=False), name="pack_is_there_when_ready"
            ),
            models.CheckConstraint(condition=~Q(kind="folder") | Q(authority__isnull=False), name="folder_of_somebody"),
        ]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return reverse("pack", args=[self.public_id])

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def goes_on(self) -> bool:
        """Whether the worker is still to do something."""
        return self.status in (self.Status.WAITING, self.Status.AT_WORK)

    @property
    def audit_region(self):
        return self.region.slug
