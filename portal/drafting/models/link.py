"""What the addresses that texts link to answered when they were last asked."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT = timedelta(days=90)


class LinkCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """None by itself: ask the text first, then for what the addresses in it answered."""
        return self.none()

    def about(self, addresses) -> dict:
        """Return {address: LinkCheck} for those of `addresses` (in one form) that were ever asked; one query."""
        return {check.address: check for check in self.filter(address__in=list(addresses))}

    def older_than(self, age: timedelta):
        return self.filter(checked_at__lt=timezone.now() - age)


class LinkCheck(models.Model):
    """One web address and what it said, `checked_at`. Nothing about who links to it."""

    class Status(models.TextChoices):
        ANSWERED = "answered", "answered"
        GONE = "gone", "gone: there is no such page or no such site"
        UNREACHABLE = "unreachable", "not reached, or answered with an error: perhaps only for now"
        REFUSED = "refused", "lets only people look"
        NOT_ASKED = "not_asked", "not asked: readers of this site can't open it"

    address = models.CharField(max_length=2000, unique=True)
    status = models.CharField(max_length=12, choices=Status)
    said = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(default=timezone.now)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        indexes = [models.Index(fields=["checked_at"], name="link_by_moment")]

    def __str__(self):
        return f"{self.address}: {self.get_status_display()}"
