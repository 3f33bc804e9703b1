"""Bytes that people handed in, each kept once under a random name outside every served folder."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class BlobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """None by itself: the record that a blob belongs to says who reads it."""
        return self.none()

    def unused(self):
        """Those that no record names, whatever app it is of."""
        found = self
        for relation in Blob._meta.get_fields(include_hidden=True):
            if relation.one_to_many:
                rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
                found = found.exclude(Exists(rows))
        return found


class Blob(models.Model):
    """The bytes of one picture or document, which never change: `portal.files.storing` keeps and drops them."""

    path = models.CharField(max_length=80, unique=True, editable=False, help_text="Below UPLOADS_DIR.")
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False, help_text="Of a picture, in pixels.")
    height = models.PositiveIntegerField(null=True, editable=False)
    kept_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BlobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="blob_by_moment")]

    def __str__(self):
        return self.path

    @property
    def place(self) -> Path:
        return settings.UPLOADS_DIR / self.path
