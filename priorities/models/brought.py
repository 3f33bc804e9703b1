"""Plans that somebody brings in from a document, while they wait on the check screen."""

from django.db import models

from portal.audit.integrity import SameAsParent
from portal.documents.kept import BROUGHT_IN, KeptDocument
from priorities.models.plan import Plan


class BroughtPlan(KeptDocument):
    """A document with a plan (`found`: see priorities.importing.FoundPlan)."""

    BECOMES = "plan"

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="brought")

    PERSONAL = {"made_by": BROUGHT_IN.until("Delete documents that no plan was made of")}

    class Meta(KeptDocument.Meta):
        constraints = [SameAsParent(parent="plan", fields=["region"], name="brought_plan_same_as_its_plan")]
