from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify


class TagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody may read a tag that stands on something published; the others are nobody's business yet."""
        return self.filter(Exists(_live_tagging()))

    def with_counts(self, at=None):
        """Annotate `count`: the live updates that carry the tag, counted when read; those with none are left out."""
        live = live_q(at, "editions__")
        return self.annotate(count=Count("editions", filter=live)).filter(count__gt=0)

    def named(self, names):
        """Return the tags with these names, making those that are missing; names that differ in case are one tag."""
        wanted = {slugify(name): " ".join(name.split()) for name in names if slugify(name)}
        known = {tag.slug: tag for tag in self.filter(slug__in=wanted)}
        missing = [self.model(name=name[:60], slug=slug[:60]) for slug, name in wanted.items() if slug not in known]
        if missing:
            self.bulk_create(missing, ignore_conflicts=True)
        return list(self.filter(slug__in=[slug[:60] for slug in wanted]))


class Tag(models.Model):
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


def live_q(at=None, prefix=""):
    """Return the condition "this edition is what the public reads at `at`" (a moment; now when None)."""
    at = at or timezone.now()
    return models.Q(**{f"{prefix}live_from__lte": at}) & (
        models.Q(**{f"{prefix}live_until__isnull": True}) | models.Q(**{f"{prefix}live_until__gt": at})
    )


def _live_tagging():
    return Tag.editions.through.objects.filter(live_q(prefix="edition__"), tag=OuterRef("pk"))
