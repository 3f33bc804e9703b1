from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.integrity import SameAsParent
from portal.audit.personal import TRACED, AtErasure, Personal, named_in
from portal.regions.models import Region
from portal.ui import richtext
from updates.models.tag import Tag, Tagging, live_q
from updates.models.workflow import CONSTRAINTS, Reviewed
from updates.periods import Period

IN_SHORT_WORDS = 60


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        """What the public reads at `at` (now when None): at most one edition of an update.

        Each published edition knows from when and until when it is live, so this needs no process to run.
        """
        return self.filter(live_q(at))

    def visible_to(self, user):
        """Everybody reads live editions; a region's programme managers read all of its editions, its chair those
        that are or were in review or published."""
        if not user.is_authenticated or not user.is_active:
            return self.live()
        handed_in = Q(region__slug__in=user.chaired_region_slugs()) & ~Q(status__in=["draft", "discarded"])
        return self.filter(live_q() | Q(region__slug__in=user.managed_region_slugs()) | handed_in)

    def working(self):
        """The one edition of each update that is being written, reviewed or waits to be published."""
        return self.filter(status__in=Edition.WORKING)

    def not_over(self, at=None):
        """Those that are live or will be, seen from `at` (now when None)."""
        open_ended = Q(live_until__isnull=True)
        ends_later = Q(live_until__gt=at or timezone.now()) & Q(live_until__gt=F("live_from"))
        return self.filter(open_ended | ends_later, live_from__isnull=False)

    def scheduled(self, at=None):
        """Those that wait for their moment at `at` (now when None), and will still be wanted then."""
        at = at or timezone.now()
        return self.not_over(at).filter(live_from__gt=at)

    def to_review(self, user):
        """What waits for `user` to look over: in review, in a region they manage or chair, not their own work."""
        slugs = {*user.managed_region_slugs(), *user.chaired_region_slugs()}
        return self.filter(status="in_review", region__slug__in=slugs).exclude(writers=user)


CONTACT = Personal(
    what="A post, a name and a work e-mail address, where an update gives you as its contact",
    why="Because the post is public, and readers may ask",
    kept="As long as the update, which is the record of its time",
    at_erasure=AtErasure.KEPT,
    because="Its region's programme manager takes it out of the update, and publishes the correction.",
    found_by=named_in,
)


class Edition(Reviewed, models.Model):
    """The words of an update at one time: a working draft, or what is, was or will be live."""

    update = models.ForeignKey("updates.Update", on_delete=models.PROTECT, related_name="editions")
    # Copied from the update, never changed: lists are ordered and filtered by them in one index.
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="editions")
    period_from = models.DateField()
    period_to = models.DateField()

    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    first_published_at = models.DateTimeField("when the update was first live", null=True)
    last_major_at = models.DateTimeField("when the update last changed in a way that readers should know", null=True)

    is_major = models.BooleanField("whether readers should know of the change", default=True)
    change_note = models.CharField("what changed", max_length=300, blank=True)
    changes = models.JSONField(default=list, help_text="What readers were told, latest first: {at, note}.")

    title = models.CharField(max_length=200, blank=True)
    in_short = models.CharField("in short", max_length=600, blank=True)
    contacts = models.JSONField(default=list, help_text="A list of {post, name, email}.")
    supported_by = models.CharField("supported by", max_length=300, blank=True)
    tags = models.ManyToManyField(Tag, through=Tagging, related_name="editions", blank=True)
    related = models.ManyToManyField("updates.Update", related_name="+", blank=True)

    PERSONAL = dict.fromkeys(("made_by", "edited_by", "writers"), TRACED) | {
        "contacts": CONTACT,
        "supported_by": CONTACT,
    }

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            *CONSTRAINTS,
            SameAsParent(
                parent="update", fields=["region", "period_from", "period_to"], name="edition_same_as_its_update"
            ),
            models.UniqueConstraint(fields=["id", "update", "region", "period_to"], name="edition_as_tags_copy_it"),
            models.UniqueConstraint(fields=["id", "region"], name="edition_as_themes_copy_it"),
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
            # When does the public next see something else? The page cache asks.
            models.Index(
                fields=["live_from", "live_until"], condition=Q(live_from__isnull=False), name="edition_by_moment"
            ),
            models.Index(fields=["live_until"], condition=Q(live_until__isnull=False), name="edition_by_end"),
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

    def with_themes(self):
        """With what each is about; one query more."""
        themes = Section.themes.rel.related_model.objects.named()
        return self.prefetch_related(Prefetch("themes", queryset=themes))


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
        constraints = [
            models.UniqueConstraint(fields=["edition", "anchor"], name="one_section_at_an_anchor"),
            models.UniqueConstraint(fields=["id", "edition"], name="section_as_themes_copy_it"),
        ]

    def __str__(self):
        return self.heading

    def missing(self, number):
        """Return this section's part of `Edition.missing`; `number` counts from 0, as in the form's field ids."""
        problems = []
        name = f"section {number + 1}" + (f" (“{self.heading}”)" if self.heading else "")
        if not self.heading.strip():
            problems.append((f"id_sections-{number}-heading", f"Give {name} a heading."))
        if not richtext.to_plain(self.body) and "<img" not in self.body:
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
