"""What somebody typed when it could not be saved, kept until they are signed in again."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.audit.personal import AtErasure, Personal

KEPT_FOR = timedelta(days=7)
# What one person has typed and not saved: the oldest goes when there is more.
MOST_KEPT = 20

TYPED = Personal(
    what="What you typed when it could not be saved",
    why="To offer it back to you",
    kept="Until you take it back, 7 days at most",
    at_erasure=AtErasure.DELETED,
    ended_by="Delete texts that were kept for a week, and who was at work",
)


class KeptTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was typed is read by the person who typed it, and by nobody else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(person=user, kept_at__gt=timezone.now() - KEPT_FOR)


class KeptText(models.Model):
    """The fields of a form whose sender's session had ended; offered back by the page at `path`, and then deleted."""

    path = models.CharField(max_length=1000)
    fields = models.JSONField(help_text="A list of [name, value], in the form's order.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    PERSONAL = {
        "person": TYPED,
        "path": TYPED.beside("person", AtErasure.DELETED),
        # What somebody was writing may be confidential to an authority; they have read it, and nobody else may.
        "fields": TYPED.beside("person", AtErasure.DELETED, shown=False),
    }

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        indexes = [models.Index(fields=["kept_at"], name="kept_by_moment")]

    def __str__(self):
        return f"What was typed at {self.path}"
