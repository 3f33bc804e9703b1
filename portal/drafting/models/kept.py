"""What somebody typed when it could not be saved, kept until they are signed in again."""

import uuid

from django.db import models
from django.utils import timezone


class KeptTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """None by itself: only the browser that sent the text holds its id."""
        return self.none()


class KeptText(models.Model):
    """The fields of a form whose sender's session had ended; offered back by the page at `path`, and then deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.CharField(max_length=500)
    fields = models.JSONField(help_text="A list of [name, value], in the form's order.")
    person_id = models.BigIntegerField(null=True, help_text="Who was signed in until then, when that is known.")
    kept_at = models.DateTimeField(default=timezone.now)

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at"]

    def __str__(self):
        return f"What was typed at {self.path}"
