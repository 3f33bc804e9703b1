from django.db import models
from django.db.models import Q
from django.utils import timezone

PUBLIC = "public"


def audiences_of(user) -> list[str]:
    """Return the audiences that `user` belongs to. So far everything that can be searched is public."""
    return [PUBLIC]


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody finds what is public and live at this moment."""
        return self.live_for(audiences_of(user), timezone.now())

    def live_for(self, audiences, at):
        """What those who belong to one of `audiences` find at the moment `at`."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__lte=at, audience__in=audiences)


class Entry(models.Model):
    """One thing that search can find, such as a section of an update: written by `portal.search.index` only.

    Its id grows with its date, so that a database finds the newest first without sorting.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=30)
    key = models.BigIntegerField(help_text="The record that it belongs to, by the number its own app knows it by.")
    url = models.CharField(max_length=500)
    region = models.CharField(max_length=60, blank=True)
    dated_on = models.DateField()
    audience = models.CharField(max_length=60, default=PUBLIC)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    title = models.CharField(max_length=300)
    heading = models.CharField(max_length=300, blank=True)
    # Last, because a row is read from its front: who looks at dates never fetches these.
    text = models.TextField(blank=True)
    words = models.TextField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["kind", "key"], name="search_entry_of_record")]

    def __str__(self):
        return f"{self.title}: {self.heading}" if self.heading else self.title
