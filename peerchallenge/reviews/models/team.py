"""The people of reviews: who can be asked, for what they are trained, what stands in the way, and each team."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, close_to, own_readers, runners
from peerchallenge.reviews.models.kind import ReviewKind
from peerchallenge.reviews.models.personal import ASKED, POOL, POOL_ROW
from peerchallenge.reviews.models.review import Review
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.audit.personal import AtErasure
from portal.regions.models import LocalAuthority, Region


class ReviewerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who run the region's peer challenge, and everybody their own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(runners(user) | Q(person=user))

    def standing(self):
        return self.filter(is_removed=False, person__is_active=True)


class Reviewer(HasVersion, HasPublicId):
    """Somebody in a region's pool: what they bring, when they can."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="reviewers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviewer_in")
    brings = models.CharField("what they bring", max_length=400, blank=True)
    availability = models.CharField("when they can", max_length=300, blank=True)
    days_a_year = models.PositiveSmallIntegerField("days a year", null=True, blank=True)
    is_removed = models.BooleanField(default=False, editable=False)

    PERSONAL = {"person": POOL} | dict.fromkeys(
        ("brings", "availability", "days_a_year"), POOL.beside("person", AtErasure.EMPTIED)
    )

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["region", "person"], name="in_the_pool_once")]

    def __str__(self):
        return str(self.person)

    @property
    def audit_region(self):
        return self.region.slug


class Training(models.Model):
    """For which kind of review somebody was trained, and until when that counts."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="trainings")
    kind = models.ForeignKey(ReviewKind, on_delete=models.PROTECT, related_name="+")
    trained_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)

    PERSONAL = {"reviewer": POOL_ROW} | dict.fromkeys(
        ("kind", "trained_on", "expires_on"), POOL_ROW.beside("reviewer", AtErasure.DELETED)
    )

    class Meta:
        ordering = ["kind__name", "-trained_on"]
        constraints = [
            models.UniqueConstraint(fields=["reviewer", "kind", "trained_on"], name="trained_once_a_day"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("trained_on")), name="training_ends_after_it_began"
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.trained_on}"


class Conflict(models.Model):
    """Somebody declares that they shouldn't review an authority; the reason is theirs to give or to keep."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="conflicts")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField(default=timezone.now, editable=False)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"reviewer": POOL_ROW} | dict.fromkeys(
        ("authority", "because", "declared_at", "declared_by"), POOL_ROW.beside("reviewer", AtErasure.DELETED)
    )

    class Meta:
        ordering = ["authority__name"]
        constraints = [models.UniqueConstraint(fields=["reviewer", "authority"], name="one_conflict_with_an_authority")]

    def __str__(self):
        return f"{self.reviewer}: {self.authority}"


class SeatQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Whoever knows of the review."""
        return Q(review__in=Review.objects.visible_to(user).values("pk"))


class Seat(HasPublicId, OfAuthority):
    """A place on the team of one review, and the post that is wanted for it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=120)
    is_lead = models.BooleanField("leads the team", default=False)
    is_removed = models.BooleanField(default=False, editable=False)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="seat_same_as_its_review"),
            models.UniqueConstraint(fields=["id", "region", "authority"], name="seat_as_its_children_copy_it"),
        ]

    def __str__(self):
        return self.label


class MemberQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Who runs the region's peer challenge and whoever was asked; of those who didn't decline also the host and
        those who sit on the same team."""
        same = Q(seat__review__in=Member.objects.reading(user).values("seat__review"))
        on_it = Q(status__in=[Member.Status.ASKED, Member.Status.ACCEPTED, Member.Status.LEFT])
        return runners(user) | Q(person=user, region__in=user.regions_now()) | on_it & (own_readers(user) | same)

    def of(self, user):
        """The seats to which `user` is asked or on which they sit: they know of the review."""
        asked = Q(person=user, region__in=user.regions_now(), status__in=[Member.Status.ASKED, Member.Status.ACCEPTED])
        return self.filter(asked & _today()).exclude(close_to(user))

    def reading(self, user):
        """The seats because of which `user` reads today what the team writes: they accepted and declared their
        interests, within the dates of their seat, and are not close to the host by a post that they hold by now."""
        mine = self.filter(_today(), person=user, region__in=user.regions_now(), status=Member.Status.ACCEPTED)
        return mine.filter(declared_at__isnull=False).exclude(close_to(user))

    def at_work(self):
        """Those who accepted, within the dates of their seat."""
        return self.filter(_today(), status=Member.Status.ACCEPTED)


def _today():
    today = timezone.localdate()
    return Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))


class Member(HasStatus, HasPublicId, OfAuthority):
    """Somebody asked to sit on a team, or sitting there. Never of the host, nor of the trust that serves it."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "No longer asked"
        LEFT = "left", "Left the team"

    MOVES = {
        Status.ASKED: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.LEFT},
    }

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    home = models.CharField(max_length=150, help_text="The organisation that they came from, when they were asked.")
    from_authority = models.ForeignKey(
        LocalAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Where they came from, to see who gives how much.",
    )  # fmt: skip
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)
    declined_because = models.CharField(max_length=300, blank=True, editable=False)
    interests = models.CharField("interests declared", max_length=400, blank=True, editable=False)
    declared_at = models.DateTimeField(
        null=True, editable=False, help_text="When they declared their interests and promised confidentiality."
    )
    from_on = models.DateField(default=timezone.localdate)
    to_on = models.DateField(null=True, blank=True, help_text="The last day on which they read what the team writes.")
    left_because = models.CharField(max_length=300, blank=True, editable=False)

    PERSONAL = {"person": ASKED, "asked_by": ASKED} | {
        "home": ASKED.beside("person", AtErasure.KEPT, "It shows that nobody reviewed their own authority."),
        "declined_because": ASKED.beside("person", AtErasure.EMPTIED),
        "left_because": ASKED.beside("person", AtErasure.EMPTIED),
        "interests": ASKED.beside("person", AtErasure.KEPT, "It shows that nothing stood in the way of a review."),
    }

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            SameAsParent(parent="seat", fields=["region", "authority"], name="member_same_as_the_seat"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(status__in=["asked", "accepted"]), name="one_member_on_a_seat"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "left"]) | Q(declared_at__isnull=False),
                name="member_declared_interests",
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")) | Q(status="left"),
                name="member_ends_after_beginning",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.seat}"

    @property
    def review(self) -> Review:
        """The review on whose team it is."""
        return self.seat.review

    @property
    def is_on_it(self) -> bool:
        """Whether they take the seat: asked, or accepted."""
        return self.status in (self.Status.ASKED, self.Status.ACCEPTED)


def in_team(user) -> Q:
    """The condition that a row, which has `review`, is of a review whose team `user`, who is signed in, is on today."""
    return Q(review__in=Member.objects.reading(user).values("seat__review"))
