import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.audit.integrity import SameAsParent
from portal.regions.models import Region
from updates.models.update import Update


class ImportedDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only the person who brought a document in reads it, on the check screen, until it is a draft."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(made_by=user)


class ImportedDocument(models.Model):
    """A document that somebody brought in, as it was understood, waiting on the check screen or since made a draft."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, blank=True)
    found = models.JSONField(help_text="What the importer found: see updates.importing.Found.")
    original_html = models.TextField(help_text="The whole document, cleaned, to stand beside the check screen.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    update = models.ForeignKey(Update, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")

    objects = ImportedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [SameAsParent(parent="update", fields=["region"], name="document_same_as_its_update")]

    def __str__(self):
        return self.name or "Pasted text"
