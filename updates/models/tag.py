from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.integrity import SameAsParent
from updates.models.kept import KeptCount, KeptCountQuerySet


class TagQuerySet(KeptCountQuerySet):
    def visible_to(self, user):
        """Everybody may read a tag that stands on something published; the others are nobody's business yet."""
        return self.filter(Exists(Tagging.objects.live().filter(tag=OuterRef("pk"))))

    def with_counts(self, at=None):
        """Annotate `count`: the live updates with the tag at `at` (now when None); tags with none are left out."""
        at = at or timezone.now()
        kept = When(counted_until__gt=at, then="live_count")
        return self.annotate(count=Case(kept, default=self.model.standing(at))).filter(count__gt=0)

    def named(self, names):
        """Return the tags with these names, making those that are missing; names that differ in case are one tag."""
        wanted = {slugify(name): " ".join(name.split()) for name in names if slugify(name)}
        known = {tag.slug: tag for tag in self.filter(slug__in=wanted)}
        # Always in the same order: two who make the same tags then wait for each other, instead of each for the other.
        missing = [self.model(name=wanted[slug][:60], slug=slug[:60]) for slug in sorted(wanted.keys() - known.keys())]
        if not missing:
            return list(known.values())
        self.bulk_create(missing, ignore_conflicts=True)
        return list(self.filter(slug__in=[slug[:60] for slug in wanted]))


class Tag(KeptCount):
    """A subject that updates share, such as "Adoption"."""

    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("tag", args=[self.slug])

    @classmethod
    def counted(cls):
        return Tagging.objects, "tag"


class TaggingQuerySet(models.QuerySet):
    def live(self, at=None):
        """The tags of what the public reads at `at` (now when None): one row for each tag of each live update."""
        return self.filter(live_q(at))

    def follow(self, update_id):
        """Copy to the tags of an update's editions from when and until when each edition is live."""
        editions = Tagging.edition.field.related_model.objects
        edition = editions.filter(pk=OuterRef("edition_id"))
        copied = {name: Subquery(edition.values(name)) for name in Tagging.COPIED}
        return self.filter(edition__update=update_id).update(**copied)


class Tagging(models.Model):
    """A tag on an edition.

    It carries what lists and counts ask of the edition, so that each is answered by one index: with thousands of
    updates, looking up every edition of a tag takes longer than everything else on the page. The copies are made
    whenever an update changes in public (`updates.actions`); a draft's are empty.
    """

    COPIED = ("region_id", "update_id", "period_to", "live_from", "live_until")

    edition = models.ForeignKey("updates.Edition", on_delete=models.CASCADE, related_name="taggings", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")
    region = models.ForeignKey("regions.Region", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    update = models.ForeignKey("updates.Update", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    period_to = models.DateField(null=True)
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)

    objects = TaggingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "tag"], name="one_tag_on_an_edition"),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True)
                | Q(region__isnull=False, update__isnull=False, period_to__isnull=False),
                name="tagging_copied_whole",
            ),
            SameAsParent(
                parent="edition", fields=["update", "region", "period_to"], name="tagging_same_as_its_edition"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tag", "-period_to", "-update", "live_from", "live_until"],
                condition=Q(live_from__isnull=False),
                name="tagging_public",
            ),
            models.Index(
                fields=["region", "tag", "-period_to", "-update", "live_from", "live_until"],
                condition=Q(live_from__isnull=False),
                name="tagging_public_of_region",
            ),
        ]

    def __str__(self):
        return f"{self.tag} on {self.edition}"


def live_q(at=None, prefix=""):
    """Return the condition "this edition is what the public reads at `at`" (a moment; now when None)."""
    at = at or timezone.now()
    return models.Q(**{f"{prefix}live_from__lte": at}) & (
        models.Q(**{f"{prefix}live_until__isnull": True}) | models.Q(**{f"{prefix}live_until__gt": at})
    )
