"""Updates that somebody brings in from a document, while they wait on the check screen."""

from django.db import models

from portal.audit.integrity import SameAsParent
from portal.documents.kept import BROUGHT_IN, KeptDocument
from updates.models.update import Update


class ImportedDocument(KeptDocument):
    """A document with an update (`found`: see updates.importing.Found); its pictures wait with it."""

    BECOMES = "update"

    update = models.ForeignKey(Update, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")

    PERSONAL = {"made_by": BROUGHT_IN.until("Delete documents that no update was made of")}

    class Meta(KeptDocument.Meta):
        constraints = [SameAsParent(parent="update", fields=["region"], name="document_same_as_its_update")]
