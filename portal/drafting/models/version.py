"""The history of what a record said, as its writers meant it: one version an explicit act."""

import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Max
from django.utils import timezone

from portal.audit.personal import TRACED


class VersionQuerySet(models.QuerySet):
    def about(self, record):
        """The versions of one record, latest first. Who may read them: whoever may read the record's drafts."""
        return self.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))

    def visible_to(self, user):
        """None by itself: ask the record first, then for the versions `about` it."""
        return self.none()


class Version(models.Model):
    """What a record said at one explicit act (a named save, a submission, a publication), kept for good.

    Autosaving makes none. `words` are plain JSON values that the record's own app understands; their SHA-256 shows
    that nobody changed them since.
    """

    class Act(models.TextChoices):
        SAVED = "saved", "Saved"
        SUBMITTED = "submitted", "Sent for review"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"
        SCHEDULED = "scheduled", "Scheduled"
        PUBLISHED = "published", "Published"
        RESTORED = "restored", "Restored"
        DISCARDED = "discarded", "Discarded"

    subject_type = models.CharField(max_length=80, editable=False)
    subject_id = models.CharField(max_length=40, editable=False)
    number = models.PositiveIntegerField(editable=False)
    act = models.CharField(max_length=12, choices=Act, editable=False)
    note = models.TextField(blank=True, editable=False)
    words = models.JSONField(encoder=DjangoJSONEncoder, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"made_by": TRACED}

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "number"], name="one_version_with_a_number")
        ]

    def __str__(self):
        return f"Version {self.number}"

    def save(self, *args, **kwargs):
        if self.pk and not kwargs.get("force_insert"):
            raise TypeError("A version is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A version is never deleted.")

    @property
    def is_intact(self) -> bool:
        """Whether the words are those that were kept."""
        return self.sha256 == fingerprint(self.words)


def fingerprint(words) -> str:
    """Return the SHA-256 of JSON values, as hexadecimal digits; the order of keys does not matter."""
    text = json.dumps(words, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def keep_version(record, words, *, act, by, note="") -> Version:
    """Keep what `record` says now as its next version; call it in the transaction that locked or changed the record.

    `words` are plain JSON values, `act` a Version.Act, `by` a User, `note` what they said about it.
    """
    last = Version.objects.about(record).aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        subject_type=record._meta.label_lower,
        subject_id=str(record.pk),
        number=last + 1,
        act=act,
        note=note.strip(),
        words=words,
        sha256=fingerprint(words),
        made_by=by,
    )


def versions_of(record):
    """Return the versions of a record, latest first, as a QuerySet; whether they may be read is asked of the record."""
    return Version.objects.about(record)


def rewrite_version(version, words, *, note):
    """Write other words into a version: only ever to take out what could identify a child. Its note says so.

    The fingerprint of what was there goes with it: it could be used to guess at it.
    """
    said = version.note if note in version.note else f"{version.note} {note}".strip()
    Version.objects.filter(pk=version.pk).update(words=words, sha256=fingerprint(words), note=said)
