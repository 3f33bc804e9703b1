from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.models import HasStatus
from portal.regions.models import Region
from portal.ui import richtext
from updates.models.tag import Tag, Tagging, live_q
from updates.periods import Period

IN_SHORT_WORDS = 60


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        """What the public reads at `at` (now when None): at most one edition of an update.

        Each published edition knows from when and until when it is live, so this needs no process to run.
        """
        return self.filter(live_q(at))

    def visible_to(self, user):
        """Everybody reads live editions; a region's programme managers read all of its editions."""
        if not user.is_authenticated or not user.is_active:
            return self.live()
        return self.filter(live_q() | Q(region__slug__in=user.managed_region_slugs()))


class Edition(HasStatus, models.Model):
    """The words of an update at one time: a working draft, or what is, was or will be live."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISCARDED = "discarded", "Discarded"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED, Status.DISCARDED},
        Status.PUBLISHED: {Status.WITHDRAWN},
    }

    update = models.ForeignKey("updates.Update", on_delete=models.PROTECT, related_name="editions")
    # Copied from the update, never changed: lists are ordered and filtered by them in one index.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="editions")
    period_from = models.DateField()
    period_to = models.DateField()

    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField("when Publish was pressed", null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    first_published_at = models.DateTimeField("when the update was first live", null=True)
    last_major_at = models.DateTimeField("when the update last changed in a way that readers should know", null=True)

    title = models.CharField(max_length=200, blank=True)
    in_short = models.CharField("in short", max_length=600, blank=True)
    contacts = models.JSONField(default=list, help_text="A list of {post, name, email}.")
    supported_by = models.CharField("supported by", max_length=300, blank=True)
    tags = models.ManyToManyField(Tag, through=Tagging, related_name="editions", blank=True)
    related = models.ManyToManyField("updates.Update", related_name="+", blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["update"], condition=Q(status="draft"), name="one_working_draft_of_an_update"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True, live_from__isnull=True)
                | Q(published_at__isnull=False, live_from__isnull=False),
                name="edition_published_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["draft", "discarded"]) | Q(published_at__isnull=True),
                name="edition_draft_is_never_live",
            ),
        ]
        # Partial, because `live_from <= now` is in every public query, and covering, for the count beside each list.
        indexes = [
            models.Index(
                fields=["-period_to", "-update", "live_from", "live_until"],
                condition=Q(live_from__isnull=False),
                name="edition_public",
            ),
            models.Index(
                fields=["region", "-period_to", "-update", "live_from", "live_until"],
                condition=Q(live_from__isnull=False),
                name="edition_public_of_region",
            ),
            models.Index(
                fields=["update", "live_from"], condition=Q(live_from__isnull=False), name="edition_of_update"
            ),
            # When does the public next see something else? The page cache asks. And how many are live?
            models.Index(
                fields=["live_from", "live_until"], condition=Q(live_from__isnull=False), name="edition_by_moment"
            ),
        ]

    def __str__(self):
        return self.title or self.update.suggested_title

    def get_absolute_url(self):
        return self.update.get_absolute_url()

    @property
    def period(self) -> Period:
        return Period(self.period_from, self.period_to)

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_live(self):
        now = timezone.now()
        return bool(self.live_from and self.live_from <= now and (self.live_until is None or self.live_until > now))

    @property
    def is_scheduled(self):
        return bool(self.status == self.Status.PUBLISHED and self.live_from and self.live_from > timezone.now())

    def publish(self, *, by, version, live_from, first_published_at, last_major_at):
        """Go live from `live_from`; `updates.actions.publish` does what follows for the update."""
        self._move_to(
            self.Status.PUBLISHED, by=by, version=version, verb="published", about=self.update,
            details={"edition": self.pk, "live_from": live_from.isoformat()},
            published_at=timezone.now(), published_by=by,
            live_from=live_from, first_published_at=first_published_at, last_major_at=last_major_at,
        )  # fmt: skip

    def withdraw(self, *, by):
        """Be read no more, from now; a scheduled edition will never be."""
        end = max(self.live_from, min(self.live_until or timezone.now(), timezone.now()))
        self._move_to(self.Status.WITHDRAWN, by=by, live_until=end)

    def discard(self, *, by, version=None):
        """Put the working draft away, as it was at `version`; its words are kept, but nobody works on them any more.

        Raises Overtaken when somebody saved, published or discarded it first.
        """
        self._move_to(self.Status.DISCARDED, by=by, version=version, verb="discarded the draft of", about=self.update)

    def missing(self):
        """Return what stands between this draft and publication: a list of (field id, sentence), empty when complete.

        Field ids are those of the editing form, so that each line can lead to its field.
        """
        problems = []
        if not self.title.strip():
            problems.append(("id_title", "Give the update a title."))
        if len(self.in_short.split()) > IN_SHORT_WORDS:
            problems.append(("id_in_short", f"Cut “in short” to {IN_SHORT_WORDS} words."))
        sections = list(self.sections.all())
        if not sections:
            problems.append(("add-section", "Add at least one section."))
        for number, section in enumerate(sections):
            problems += section.missing(number)
        return problems


class SectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A section is read by those who may read its edition."""
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Section(models.Model):
    """One headed part of an edition, at a lasting anchor that search and later records point to."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True, help_text="Clean rich text.")
    anchor = models.SlugField(max_length=80)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "anchor"], name="one_section_at_an_anchor")]

    def __str__(self):
        return self.heading

    def missing(self, number):
        """Return this section's part of `Edition.missing`; `number` counts from 0, as in the form's field ids."""
        problems = []
        name = f"section {number + 1}" + (f" (“{self.heading}”)" if self.heading else "")
        if not self.heading.strip():
            problems.append((f"id_sections-{number}-heading", f"Give {name} a heading."))
        if not richtext.to_plain(self.body):
            problems.append((f"id_sections-{number}-body", f"Write {name}, or remove it."))
        return problems


# What the page itself calls parts of it.
RESERVED_ANCHORS = frozenset({"main", "site-search", "contents-title"})


def free_anchor(heading, taken):
    """Return an anchor made of `heading` that is not in `taken`, and lasting: it never follows a later heading."""
    base = slugify(heading)[:70].strip("-") or "section"
    anchor, number = base, 2
    while anchor in taken or anchor in RESERVED_ANCHORS:
        anchor, number = f"{base}-{number}", number + 1
    return anchor
