"""Letters of reviews that somebody brings in, while they wait on the check screen."""

from django.db import models

from peerchallenge.reviews.models.personal import BROUGHT_IN
from peerchallenge.reviews.models.review import Review
from portal.audit.integrity import SameAsParent
from portal.documents.kept import KeptDocument
from portal.files.models import Blob


class BroughtLetter(KeptDocument):
    """A letter of a review (`found`: see peerchallenge.reviews.importing.FoundLetter), and its file if it is Word."""

    BECOMES = "review"

    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="brought")
    blob = models.ForeignKey(Blob, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120, blank=True, editable=False)

    PERSONAL = {"made_by": BROUGHT_IN}

    class Meta(KeptDocument.Meta):
        constraints = [SameAsParent(parent="review", fields=["region"], name="brought_letter_same_as_its_review")]
