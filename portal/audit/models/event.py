"""The record of who did what to which record, when."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.audit.personal import TRACED, AtErasure, named_in

IN_THE_TRAIL = "It shows who decided what for the councils; site administrators and programme managers alone read it."
KEPT = TRACED._replace(at_erasure=AtErasure.KEPT, because=IN_THE_TRAIL)


class AuditEventQuerySet(models.QuerySet):
    def about(self, record):
        """The events of one record, newest first."""
        return self.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))

    def visible_to(self, user):
        """Site administrators read every event; a programme manager those of their regions; nobody else any."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_site_administrator:
            return self
        return self.filter(region__in=user.managed_region_slugs())


class AuditEvent(models.Model):
    """One thing that somebody did: kept for good, even when the record or the person is gone.

    Records are named by type, id and label, places by their lasting keys (a region's slug, an authority's
    code), so that history needs nothing else to be readable. Rows are only ever added.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.DO_NOTHING, db_constraint=False
    )
    by_name = models.CharField(max_length=200, blank=True, editable=False)
    verb = models.CharField(max_length=60, editable=False)
    subject_type = models.CharField(max_length=80, blank=True, editable=False)
    subject_id = models.CharField(max_length=40, blank=True, editable=False)
    subject_label = models.CharField(max_length=300, blank=True, editable=False)
    region = models.CharField(max_length=60, blank=True, editable=False)
    authority = models.CharField(max_length=3, blank=True, editable=False)
    details = models.JSONField(default=dict, editable=False)

    PERSONAL = {
        "by": KEPT,
        "by_name": KEPT.beside("by", AtErasure.KEPT, IN_THE_TRAIL),
        "verb": KEPT.beside("by", AtErasure.KEPT, IN_THE_TRAIL),
        "subject_type": KEPT.beside("by", AtErasure.KEPT, IN_THE_TRAIL),
        "subject_label": KEPT._replace(found_by=named_in),
    }

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["region", "-at"], name="audit_by_region"),
            models.Index(fields=["by", "-at"], name="audit_by_person"),
        ]

    def __str__(self):
        return f"{self.by_name or 'The portal'} {self.verb} {self.subject_label}".strip()

    def save(self, *args, **kwargs):
        if self.pk and not kwargs.get("force_insert"):
            raise TypeError("An audit event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit event is never deleted.")


def record(verb, subject=None, *, by=None, region="", authority="", **details):
    """Write one audit event and return it.

    `verb` is a past participle or short phrase ("published"); `subject` a model instance or None;
    `by` a User, or None for the portal itself; `details` plain JSON values, never confidential text.
    The place is taken from the subject's `audit_region` and `audit_authority` where it has them.
    """
    known = by is not None and by.is_authenticated
    return AuditEvent.objects.create(
        verb=verb,
        by=by if known else None,
        by_name=str(by)[:200] if known else "",
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_label=str(subject)[:300] if subject is not None else "",
        region=region or getattr(subject, "audit_region", ""),
        authority=authority or getattr(subject, "audit_authority", ""),
        details=details,
    )
