import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from portal.audit.personal import TRACED
from portal.files.kinds import in_words
from portal.files.models import Blob
from portal.ui import pictures
from updates.addresses import file_url
from updates.models.edition import Edition
from updates.models.imported import ImportedDocument
from updates.models.tag import live_q


def _public_q(at=None):
    """The file belongs to what the public reads at `at`: a live edition, or the last of an update still readable."""
    at = at or timezone.now()
    still_readable = Q(
        edition__update__withdrawn_as="out-of-date",
        edition__update__withdrawn_at__lte=at,
        edition__live_until=F("edition__update__withdrawn_at"),
        edition__live_from__lt=F("edition__live_until"),
    )
    return live_q(at, "edition__") | still_readable


class AttachedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A file is read by those who may read its edition; before it is in one, by who brought its document in."""
        if not user.is_authenticated or not user.is_active:
            return self.filter(_public_q())
        editions = Edition.objects.visible_to(user)
        return self.filter(_public_q() | Q(edition__in=editions) | Q(document__made_by=user))

    def at(self, slot, kind):
        """The files that an address means, with their bytes and whether everybody reads them (`is_public`).

        First what everybody reads, then what the newest edition holds.
        """
        is_public = models.Case(models.When(_public_q(), then=True), default=False, output_field=models.BooleanField())
        return (
            self.filter(slot=slot, kind=kind, blob__isnull=False)
            .annotate(is_public=is_public)
            .select_related("blob", "phone_blob")
            .order_by("-is_public", F("edition").desc(nulls_last=True), "-pk")
        )

    def pictures(self):
        return self.filter(kind=Attached.Kind.PICTURE)

    def documents(self):
        return self.filter(kind=Attached.Kind.DOCUMENT)

    def out_of_use(self, at=None):
        """Those of editions that were discarded, or that another one followed: nobody reads or writes them again.

        One that was to follow and never went live is none: the public may still read what was withdrawn before it.
        """
        at = at or timezone.now()
        later = Edition.objects.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
            update=OuterRef("edition__update"), live_from__gte=OuterRef("edition__live_until"), live_from__lte=at,
        )  # fmt: skip
        return self.filter(
            Q(edition__status=Edition.Status.DISCARDED) | Q(edition__live_until__lte=at) & Exists(later),
            blob__isnull=False,
        )


class Attached(models.Model):
    """A picture in the text of an edition, or a document beside it, at an address that lasts from edition to edition.

    Each edition has a row of its own for the same `slot`, so that a draft may replace a file while the public still
    reads the one before. Pictures of a document that is being brought in wait with it until it becomes a draft.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", "Picture"
        DOCUMENT = "document", "Document"

    edition = models.ForeignKey(Edition, null=True, on_delete=models.CASCADE, related_name="attached")
    document = models.ForeignKey(ImportedDocument, null=True, on_delete=models.CASCADE, related_name="attached")
    slot = models.UUIDField("what its address is made of", default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    phone_blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("the name under which it is saved", max_length=100)
    title = models.CharField("what readers see of a document", max_length=200, blank=True)
    alt = models.CharField("what a picture shows, in words", max_length=300, blank=True)
    is_decorative = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"made_by": TRACED}

    objects = AttachedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slot"], name="one_file_of_an_edition_in_a_slot"),
            models.UniqueConstraint(fields=["document", "slot"], name="one_file_of_a_document_in_a_slot"),
            models.CheckConstraint(
                condition=Q(edition__isnull=False) ^ Q(document__isnull=False), name="attached_to_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(kind="picture", alt=""), name="attached_decorative_says_nothing"
            ),
        ]
        indexes = [models.Index(fields=["slot"], name="attached_by_slot")]

    def __str__(self):
        return self.title or self.alt or self.name

    @property
    def is_picture(self):
        return self.kind == self.Kind.PICTURE

    @property
    def url(self):
        """The address under which everybody finds what is public, and its writers their draft until then."""
        return pictures.address(self.slot) if self.is_picture else file_url(self.slot, self.name)

    @property
    def own_url(self):
        """The address of this very row, for those who may read its edition."""
        return f"{self.url}?edition={self.edition_id}" if self.edition_id else self.url

    @property
    def said(self):
        """Format and size: "PDF, 1.2 MB"."""
        return in_words(self.blob.content_type, self.blob.size) if self.blob else "File, gone"

    @property
    def is_described(self):
        return bool(self.alt) or self.is_decorative

    def as_tag(self):
        """Return the `<img>` of this picture for a text."""
        alt = self.alt if self.is_described else None
        return pictures.tag(self.slot, alt=alt, width=self.blob.width, height=self.blob.height)
