"""What authorities are asked: a framework, its yearly versions, and in each the areas, prompts and scale.

The engine is general: a region's practice standards or an audit tool are frameworks, too.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from portal.accounts.roles import Role
from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasStatus, HasVersion
from portal.audit.personal import TRACED
from portal.regions.models import Region


class AppliesTo(models.TextChoices):
    """To whom an area or a prompt is put: what a trust delivers isn't asked of a council alone, and the reverse."""

    ALL = "all", "Every authority"
    COUNCIL = "council", "Authorities that deliver their services themselves"
    TRUST = "trust", "Authorities for which a trust delivers"


class FrameworkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever is signed in reads those that came with the portal; a region's own, whoever holds a post there."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(region=None) | Q(region__in=user.regions_now()))

    def of(self, region):
        """Those that a cycle of `region` can use."""
        return self.filter(Q(region=None) | Q(region=region))


class Framework(models.Model):
    """A set of questions that is revised from year to year. Without a region it came with the portal."""

    class Kind(models.TextChoices):
        SELF_ASSESSMENT = "self-assessment", "Self-assessment framework"
        STANDARDS = "standards", "Practice standards"
        AUDIT = "audit", "Audit tool"

    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="frameworks")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SELF_ASSESSMENT)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="one_framework_of_a_region"),
            models.UniqueConstraint(fields=["slug"], condition=Q(region=None), name="one_shipped_framework"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_for_cycles(self) -> bool:
        """Whether a cycle can put it to authorities; others are kept and revised here, and used elsewhere."""
        return self.kind == self.Kind.SELF_ASSESSMENT

    @property
    def audit_region(self):
        return self.region.slug if self.region else ""


class FrameworkVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published versions: whoever reads the framework. Drafts: the programme managers of its region."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        read = Q(framework__in=Framework.objects.visible_to(user))
        theirs = Q(framework__region__slug__in=user.managed_region_slugs())
        return self.filter(Q(status=FrameworkVersion.Status.PUBLISHED) & read | Q(status="draft") & theirs)

    def published(self):
        return self.filter(status=FrameworkVersion.Status.PUBLISHED)

    def hold(self, pk) -> "FrameworkVersion":
        """Return the version `pk`, locked until the caller's transaction ends, to write something into it."""
        self.filter(pk=pk).update(changes=F("changes") + 1)
        return self.select_related("framework__region").get(pk=pk)


class FrameworkVersion(HasStatus, HasVersion):
    """One edition of a framework, such as that of 2026. Published, it never changes; next year's starts as a copy."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        DISCARDED = "discarded", "Discarded"

    MOVES = {Status.DRAFT: {Status.PUBLISHED, Status.DISCARDED}}

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=30, help_text="Such as 2026 or 2026-27.")
    introduction = models.TextField(blank=True, help_text="Clean rich text.")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    based_on = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="copies")
    changes = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"published_by": TRACED}

    objects = FrameworkVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "label"], condition=~Q(status="discarded"), name="one_framework_version_of_a_label"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "discarded"], published_at=None, published_by=None)
                | Q(status="published", published_at__isnull=False),
                name="framework_version_published_whole",
            ),
        ]

    def __str__(self):
        return f"{self.framework}, {self.label}"

    def get_absolute_url(self):
        return reverse("framework", args=[self.pk])

    @property
    def region(self):
        return self.framework.region

    @property
    def audit_region(self):
        return self.framework.audit_region

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    def publish(self, *, by, version):
        """Nothing in it changes any more from now on: cycles can use it."""
        now = timezone.now()
        self._move_to(self.Status.PUBLISHED, by=by, version=version, published_at=now, published_by=by)

    def discard(self, *, by, version):
        self._move_to(self.Status.DISCARDED, by=by, version=version)


class ScalePoint(models.Model):
    """A judgement that an authority may give itself in an area, with the words that say what it means."""

    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="scale")
    position = models.PositiveSmallIntegerField(help_text="From 0, the best first.")
    label = models.CharField(max_length=60)
    descriptor = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework_version", "position"], name="one_scale_point_at_a_position")
        ]

    def __str__(self):
        return self.label


class FrameworkArea(HasVersion):
    """A part of the framework that somebody answers, such as "Leadership and governance".

    Its version counts what was saved of it and of its prompts: two may write in two areas at once.
    """

    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="areas")
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=150)
    guidance = models.TextField(blank=True, help_text="Clean rich text.")
    minutes = models.PositiveSmallIntegerField(default=20, help_text="How long it takes.")
    at_area_level = models.BooleanField("may be answered as a whole", default=False)
    is_education = models.BooleanField("is about education", default=False, help_text="It is counted on its own.")
    applies_to = models.CharField(max_length=8, choices=AppliesTo, default=AppliesTo.ALL)
    came_from = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="became")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework_version", "code"], name="one_framework_area_with_a_code"),
            models.UniqueConstraint(fields=["id", "framework_version"], name="framework_area_as_its_children_copy_it"),
        ]

    def __str__(self):
        return f"{self.code}. {self.title}"

    @property
    def audit_region(self):
        return self.framework_version.audit_region


class Prompt(CopiesParent):
    """One question of an area. Whoever answers it makes statements, each with its evidence."""

    area = models.ForeignKey(FrameworkArea, on_delete=models.PROTECT, related_name="prompts")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, editable=False, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=8)
    text = models.CharField(max_length=400)
    guidance = models.TextField(blank=True, help_text="Clean rich text.")
    evidence_expected = models.CharField(max_length=400, blank=True)
    is_voice = models.BooleanField("asks for children’s and families’ voice", default=False)
    applies_to = models.CharField(max_length=8, choices=AppliesTo, default=AppliesTo.ALL)
    came_from = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="became")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="area", fields=["framework_version"], name="prompt_same_as_its_area"),
            models.UniqueConstraint(fields=["framework_version", "code"], name="one_prompt_with_a_code"),
        ]

    def __str__(self):
        return f"{self.code}. {self.text}"


SIGNING_ROLES = (Role.DCS, Role.TRUST_CHIEF_EXECUTIVE, Role.COUNCIL_CHIEF_EXECUTIVE, Role.LEAD_MEMBER)

__all__ = ["SIGNING_ROLES", "AppliesTo", "Framework", "FrameworkArea", "FrameworkVersion", "Prompt", "ScalePoint"]
