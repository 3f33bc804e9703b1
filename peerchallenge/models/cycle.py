"""A region's year of peer challenge: the cycle, its steps with their dates, and the authorities that take part."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.framework import FrameworkVersion
from peerchallenge.models.personal import NAMED, SUBMITTED
from portal.accounts.roles import Role
from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.regions.models import LocalAuthority, Region
from portal.ui.pagecache import public_content_changed


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever holds a post in the region reads its cycles once they are open; drafts only who runs them."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        out = Q(status__in=[Cycle.Status.OPEN, Cycle.Status.CLOSED], region__in=user.regions_now())
        return self.filter(out | Q(status=Cycle.Status.DRAFT, region__slug__in=user.managed_region_slugs()))

    def run_by(self, user):
        """Those that `user` runs as programme manager, but for what was discarded."""
        return self.filter(region__slug__in=user.managed_region_slugs()).exclude(status=Cycle.Status.DISCARDED)

    def open(self):
        return self.filter(status=Cycle.Status.OPEN)

    def hold(self, pk) -> "Cycle":
        """Return the cycle `pk` with its region, locked until the caller's transaction ends, to write into it."""
        self.filter(pk=pk).update(changes=F("changes") + 1)
        return self.select_related("region", "framework_version__framework").get(pk=pk)


class Cycle(HasStatus, HasVersion, HasPublicId):
    """One year of a region's peer challenge: which framework, which steps, when, and who takes part."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        DISCARDED = "discarded", "Discarded"

    class SharedWith(models.TextChoices):
        NOBODY = "nobody", "Nobody else"
        TRIAD = "triad", "The other authorities of the triad"
        DIRECTORS = "directors", "The region’s directors"
        REGION = "region", "Everybody who holds a post in the region"

    MOVES = {
        Status.DRAFT: {Status.OPEN, Status.DISCARDED},
        Status.OPEN: {Status.CLOSED},
        Status.CLOSED: {Status.OPEN},
    }

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cycles")
    year = models.CharField(max_length=9, help_text="Such as 2026 or 2026-27.")
    title = models.CharField(max_length=150)
    framework_version = models.ForeignKey(
        FrameworkVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="cycles"
    )
    signers = models.JSONField(default=list, help_text="The roles that sign, in their order: values of Role.")
    shared_with = models.CharField(
        "who may read a self-assessment that its director released",
        max_length=10, choices=SharedWith, default=SharedWith.TRIAD,
    )  # fmt: skip
    concern_protocol = models.TextField(blank=True, help_text="Clean rich text: what happens with a concern.")
    concern_contact = models.CharField(max_length=200, blank=True)
    is_shown_publicly = models.BooleanField(
        default=False, editable=False, help_text="The region's public page shows the steps that its members are shown."
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    changes = models.PositiveIntegerField(default=0, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    counted_at = models.DateTimeField(
        null=True, editable=False, help_text="As at when others are shown what is counted of it, once it was closed."
    )
    shared_counts = models.JSONField(
        null=True, editable=False, help_text="What they are shown of it: names of numbers."
    )

    PERSONAL = {"concern_contact": NAMED}

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "region", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year"], condition=~Q(status="discarded"), name="one_cycle_a_year"
            ),
            models.UniqueConstraint(fields=["id", "region"], name="cycle_as_its_children_copy_it"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "discarded"]) | Q(opened_at__isnull=False), name="cycle_opened_whole"
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_at__isnull=False), name="cycle_closed_whole"
            ),
        ]

    def __str__(self):
        return f"{self.region}: {self.title}"

    def get_absolute_url(self):
        return reverse("cycle", args=[self.public_id])

    @property
    def full_name(self) -> str:
        """Its region, title and year, the year once."""
        return str(self) if self.year in self.title else f"{self}, {self.year}"

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    def open(self, *, by, version):
        """The framework goes out: from now on each authority that takes part has its self-assessment."""
        self._move_to(self.Status.OPEN, by=by, version=version, verb="opened", opened_at=timezone.now())

    def close(self, *, by, version, **counted):
        """The year is over: everything stays readable for those who could read it, and nothing changes any more.

        `counted` are `counted_at` and `shared_counts` where others are shown its counts from now on.
        """
        self._move_to(self.Status.CLOSED, by=by, version=version, closed_at=timezone.now(), **counted)
        public_content_changed()

    def reopen(self, *, by, version):
        self._move_to(self.Status.OPEN, by=by, version=version, verb="reopened", closed_at=None)
        public_content_changed()

    def discard(self, *, by, version):
        self._move_to(self.Status.DISCARDED, by=by, version=version)


# The roles to which a step that is for the directors is shown.
LEADING = frozenset({Role.DCS, Role.TRUST_CHIEF_EXECUTIVE, Role.REGIONAL_CHAIR})


class StepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that take place in a cycle that the person reads, shown to them by its `seen_by`; managers see all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        posts, audience = user.posts_now(), Step.Audience
        runs = Q(cycle__region__in=[post.region_id for post in posts if post.role == Role.PEER_CHALLENGE_ASSOCIATE])
        led = Q(cycle__region__in=[region for post in posts if post.role in LEADING for region in post.regions()])
        theirs = Q(seen_by=audience.REGION) | Q(seen_by=audience.AUTHORITY, cycle__in=_taking_part(posts))
        theirs |= runs & ~Q(seen_by=audience.MANAGERS) | Q(seen_by=audience.DIRECTORS) & led
        theirs |= Q(seen_by=audience.MODERATORS, cycle__in=_moderating(user, posts))
        shown = Q(cycle__in=Cycle.objects.visible_to(user).values("pk"), is_on=True) & theirs
        return self.filter(shown | Q(cycle__in=Cycle.objects.run_by(user).values("pk")))


def _taking_part(posts):
    """Cycles in which an authority takes part at which one of `posts` is held, or which its trust serves."""
    places = [post.authority_id for post in posts if post.authority_id]
    places += [authority.pk for post in posts if post.trust_id for authority in post.trust.authorities_on()]
    return Participation.objects.filter(authority__in=places).values("cycle")


def _moderating(user, posts):
    """Cycles of the regions in which the person is a moderator, or in which they moderate somebody."""
    regions = [region for post in posts if post.role == Role.MODERATOR for region in post.regions()]
    asked = Q(assessments__submissions__moderators__person=user)
    return Cycle.objects.filter(Q(region__in=regions) | asked).values("pk")


class Step(models.Model):
    """One step of a cycle, such as the self-assessment: from when until when, who may see it and who may edit in it.

    Steps that a region doesn't take are off; they stand in the order that the region gives them.
    """

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", "Framework published"
        SELF_ASSESSMENT = "self-assessment", "Self-assessment"
        MODERATION = "moderation", "Moderation"
        PERFORMANCE_SUMMIT = "performance-summit", "Performance Summit"
        CHALLENGE = "challenge", "Peer Challenge event"
        SYNTHESIS = "synthesis", "Synthesis"
        LEADERSHIP_SUMMIT = "leadership-summit", "Leadership Summit"
        DELIVERY = "delivery", "Delivery"
        SIX_MONTH_REVIEW = "six-month-review", "Six-month review"

    class Audience(models.TextChoices):
        MANAGERS = "managers", "The programme managers"
        RUNNERS = "runners", "The programme managers and the peer challenge associate"
        AUTHORITY = "authority", "Each authority its own"
        MODERATORS = "moderators", "The moderators"
        DIRECTORS = "directors", "The region’s directors"
        REGION = "region", "Everybody who holds a post in the region"

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=100)
    is_on = models.BooleanField("takes place", default=True)
    opens_on = models.DateField("from", null=True, blank=True)
    due_on = models.DateField("until", null=True, blank=True, help_text="The last day, to its end.")
    place = models.CharField(max_length=200, blank=True)
    counted_at = models.DateTimeField(
        null=True, editable=False, help_text="As at when it is counted for others, once they were shown it."
    )
    seen_by = models.CharField("who may see", max_length=12, choices=Audience, default=Audience.REGION)
    edited_by = models.CharField("who may edit", max_length=12, choices=Audience, default=Audience.MANAGERS)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="one_step_of_a_kind"),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(opens_on=None) | Q(due_on__gte=F("opens_on")),
                name="step_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name


class ParticipationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who takes part is known to whoever reads the cycle."""
        return self.filter(cycle__in=Cycle.objects.visible_to(user))


class Participation(CopiesParent):
    """An authority that takes part in a cycle, and which authorities it forms a triad with."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="participations")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="participations")
    triad = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Authorities of a triad have its number.")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["authority__name", "pk"]
        constraints = [
            SameAsParent(parent="cycle", fields=["region"], name="participation_same_as_its_cycle"),
            models.UniqueConstraint(fields=["cycle", "authority"], name="takes_part_once"),
        ]

    def __str__(self):
        return f"{self.authority} in {self.cycle}"


class Extension(models.Model):
    """A later last day of a step for one authority, with its reason. The latest one counts; rows are only added."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="extensions")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="extensions")
    due_on = models.DateField("until")
    reason = models.CharField(max_length=300)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"given_by": SUBMITTED}

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="extension_has_its_reason")]

    def __str__(self):
        return f"{self.step} until {self.due_on}"
