"""Counts of what the public reads, kept: counting thousands of updates takes longer than the rest of a page."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Count, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

# A moment that never comes.
FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


class KeptCountQuerySet(models.QuerySet):
    def recount(self, at=None):
        """Keep these counts as they are at `at`, now when None; in the transaction that changed them.

        Locks the rows first, so that of two who publish at once the second counts what the first has published.
        """
        at = at or timezone.now()
        locked = list(self.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        coming = (Coalesce(self.model.first_after(at, name), FOR_GOOD) for name in ("live_from", "live_until"))
        self.model.objects.filter(pk__in=locked).update(
            live_count=Coalesce(self.model.standing(at), 0), counted_until=Least(*coming)
        )


class KeptCount(models.Model):
    """How many live rows of another table belong to this one: right until the next moment at which time alone changes
    it. After that moment they are counted when read, until something changes and `recount` keeps the count again.

    Each kind says what it counts: `counted()` returns a manager with `live`, and the name of its field that says to
    which row something belongs.
    """

    live_count = models.PositiveIntegerField(default=0, editable=False)
    counted_until = models.DateTimeField("when time alone changes the count", default=FOR_GOOD, editable=False)

    objects = KeptCountQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def standing(cls, at):
        """How many stand at the moment `at`, for a row of an outer query; null for none."""
        rows, name = cls.counted()
        return Subquery(rows.live(at).filter(**{name: OuterRef("pk")}).values(name).annotate(n=Count("*")).values("n"))

    @classmethod
    def first_after(cls, at, moment):
        """The first `moment` ("live_from" or "live_until") after `at`, for a row of an outer query, or null."""
        rows, name = cls.counted()
        coming = rows.filter(**{f"{moment}__gt": at, name: OuterRef("pk")}).order_by()
        return Subquery(coming.values(name).annotate(first=Min(moment)).values("first"))
