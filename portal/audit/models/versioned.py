"""Records that are saved only on top of the version that their editor saw."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from portal.audit.models.event import record
from portal.audit.models.status import Overtaken
from portal.audit.personal import TRACED


class HasVersion(models.Model):
    """A record with a version, and who made it and who edited it last. Plain `save()` would lose parallel edits."""

    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"made_by": TRACED, "edited_by": TRACED}

    class Meta:
        abstract = True

    def rewrite(self, *, by, version, verb="edited", details=None, **fields):
        """Set `fields` if the record is still at `version`; write the audit event; all or nothing.

        Raises Overtaken, with nothing written, when somebody saved first. `details` go into the audit event.
        """
        fields |= {"version": version + 1, "edited_at": timezone.now(), "edited_by": by}
        with transaction.atomic():
            if not type(self)._base_manager.filter(pk=self.pk, version=version).update(**fields):
                raise Overtaken(f"Somebody else changed {self} first.")
            for name, value in fields.items():
                setattr(self, name, value)
            record(verb, self, by=by, **(details or {}))
