"""What many authorities share: a region's themes, out of findings and self-assessments, and what directors chose."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.assessment import SelfAssessment
from peerchallenge.models.cycle import Cycle
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, runners
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.reviews.models.finding import Finding, Theme
from peerchallenge.reviews.models.review import Review
from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.audit.personal import TRACED
from portal.regions.models import Region

FEWEST = 3  # authorities that a theme rests on, before anybody but those who run the region's peer challenge sees it


class RegionalThemeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who run the region's peer challenge; its directors once it was put to them; the region's members and
        everybody else once it was released. What it rests on is shown by `reading`, never from here."""
        return self.filter(self._shown(user)) if user.is_authenticated and user.is_active else self.public()

    def _shown(self, user):
        led = [region.pk for post in user.posts_now() if post.role in DIRECTORS for region in post.regions()]
        standing = ~Q(status=RegionalTheme.Status.DROPPED)
        return runners(user) | standing & (Q(region__in=led, put_at__isnull=False) | Q(released_at__isnull=False))

    def public(self):
        """Those that the region released."""
        return self.filter(released_at__isnull=False)

    def standing(self):
        return self.exclude(status=RegionalTheme.Status.DROPPED)


class RegionalTheme(HasStatus, HasVersion, HasPublicId, CopiesParent):
    """A common area for improvement, or strength, of a region in one cycle; it names no authority.

    It stands on a longlist; the directors choose, at a meeting and for a reason, which become priorities.
    """

    class Status(models.TextChoices):
        LONGLIST = "longlist", "On the longlist"
        CHOSEN = "chosen", "Chosen by the directors"
        NOT_CHOSEN = "not-chosen", "Not chosen"
        DROPPED = "dropped", "Taken off the longlist"

    class Kind(models.TextChoices):
        AREA = "area", "Area for improvement"
        STRENGTH = "strength", "Strength"

    MOVES = {
        Status.LONGLIST: {Status.CHOSEN, Status.NOT_CHOSEN, Status.DROPPED},
        Status.CHOSEN: {Status.LONGLIST},
        Status.NOT_CHOSEN: {Status.LONGLIST},
        Status.DROPPED: {Status.LONGLIST},
    }

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="regional_themes")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="regional_themes")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AREA)
    title = models.CharField(max_length=150)
    summary = models.TextField("what is common", max_length=2000, blank=True)
    about = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.LONGLIST, editable=False)
    put_at = models.DateTimeField(null=True, editable=False, help_text="When it was put to the directors.")
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    rested_on = models.PositiveSmallIntegerField(
        null=True, editable=False,
        help_text="On how many authorities when it was put, as directors are told; empty where that gave one away.",
    )  # fmt: skip
    decided_on = models.DateField("date of the meeting", null=True, blank=True)
    decided_because = models.CharField("why", max_length=400, blank=True)
    outcome = models.CharField("towards which outcome", max_length=300, blank=True)
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"put_by": TRACED, "released_by": TRACED}

    objects = RegionalThemeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="cycle", fields=["region"], name="regionaltheme_same_as_its_cycle"),
            models.UniqueConstraint(fields=["id", "region"], name="regionaltheme_as_its_priority_copies_it"),
            models.CheckConstraint(
                condition=Q(put_at=None, put_by=None) | Q(put_at__isnull=False, put_by__isnull=False),
                name="regionaltheme_put_whole",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="regionaltheme_released_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["chosen", "not-chosen"])
                | Q(decided_on__isnull=False) & ~Q(decided_because=""),
                name="regionaltheme_decided_whole",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("theme", args=[self.public_id])

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def is_put(self) -> bool:
        """Whether the region's directors read it."""
        return self.put_at is not None

    @property
    def is_released(self) -> bool:
        """Whether everybody reads it."""
        return self.released_at is not None

    def put(self, *, by, version, rested_on):
        """The directors read it from now on. `reviews.actions.theming.put` asks on how many authorities it rests."""
        now = timezone.now()
        self.rewrite(by=by, version=version, verb="put to directors", put_at=now, put_by=by, rested_on=rested_on)

    def decide(self, *, by, version, chosen, **said):
        """Record what the directors chose: `decided_on`, `decided_because`, `outcome`."""
        status = self.Status.CHOSEN if chosen else self.Status.NOT_CHOSEN
        self._move_to(status, by=by, version=version, **said)

    def take_up_again(self, *, by, version):
        """Back on the longlist, from wherever it was; what was decided is forgotten, and nobody else reads it."""
        nothing = {"decided_on": None, "decided_because": "", "outcome": "", "released_at": None, "released_by": None}
        self._move_to(self.Status.LONGLIST, by=by, version=version, verb="put back on the longlist", **nothing)

    def drop(self, *, by, version):
        self._move_to(self.Status.DROPPED, by=by, version=version, verb="took off the longlist")

    def release(self, *, by, version):
        """Everybody reads it from now on."""
        self.rewrite(by=by, version=version, verb="released", released_at=timezone.now(), released_by=by)

    def take_off(self, *, by, version):
        self.rewrite(by=by, version=version, verb="took off the public pages", released_at=None, released_by=None)


class RegionalStep(HasVersion, HasPublicId):
    """A next step that is recommended to the region for a theme."""

    theme = models.ForeignKey(RegionalTheme, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    is_removed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text[:80]


class SourceQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """On which authority a theme rests is known to those alone who run the region's peer challenge."""
        return runners(user)


class ThemeFinding(OfAuthority):
    """A theme rests on this finding."""

    theme = models.ForeignKey(RegionalTheme, on_delete=models.PROTECT, related_name="findings")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="in_themes")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"made_by": TRACED}

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            SameAsParent(
                parent="finding", fields=["review", "region", "authority"], name="themefinding_same_as_its_finding"
            ),
            models.UniqueConstraint(fields=["theme", "finding"], name="a_finding_once_in_a_theme"),
        ]

    def __str__(self):
        return f"{self.finding} in a theme"


class ThemeArea(OfAuthority):
    """A theme rests on this area of a self-assessment."""

    theme = models.ForeignKey(RegionalTheme, on_delete=models.PROTECT, related_name="areas")
    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=8)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"made_by": TRACED}

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="themearea_same_as_its_assessment"),
            models.UniqueConstraint(fields=["theme", "assessment", "area_code"], name="an_area_once_in_a_theme"),
        ]

    def __str__(self):
        return f"Area {self.area_code} in a theme"
