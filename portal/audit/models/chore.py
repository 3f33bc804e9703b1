"""The record of each time that a chore was done."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ChoreRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who may see the worker's page: site administrators and programme managers."""
        may = user.is_authenticated and user.is_active and (user.is_site_administrator or user.managed_regions())
        return self if may else self.none()

    def latest(self, chore):
        """Return the last run of the chore called `chore`, also one that hasn't ended; None before the first."""
        return self.filter(chore=chore).order_by("-pk").first()


class ChoreRun(models.Model):
    """One time that a worker did a chore, or began to. `said` is its own sentence, `error` what went wrong.

    Each run names the one that it `follows` (0: none), and no two may follow the same: of several workers to which a
    chore seems due, one does it.
    """

    chore = models.CharField(max_length=120)
    follows = models.BigIntegerField(default=0)
    worker = models.CharField(max_length=64)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = ChoreRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["chore", "follows"], name="chore_is_done_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(said="", error=""), name="chore_says_at_end"
            ),
        ]

    def __str__(self):
        return f"{self.chore}, {self.began_at:%Y-%m-%d %H:%M}"

    def end(self, said="", error=""):
        """Note that it is over; nothing if somebody noted it before."""
        over = {"ended_at": timezone.now(), "said": said[:300], "error": error[:300]}
        ChoreRun.objects.filter(pk=self.pk, ended_at__isnull=True).update(**over)
