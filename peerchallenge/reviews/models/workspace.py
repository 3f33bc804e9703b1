"""What a team works with: lines of enquiry, the timetable, documents, and notes that nobody else ever reads."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from peerchallenge.models.enquiry import LineOfEnquiry
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, own_readers, runners
from peerchallenge.reviews.models.levels import ShownTo
from peerchallenge.reviews.models.personal import MOVED, NAMED, NOTED
from peerchallenge.reviews.models.review import Review
from peerchallenge.reviews.models.team import in_team
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasVersion, Overtaken
from portal.audit.personal import AtErasure
from portal.files.models import Blob


class WorkQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The team, those who run the region's peer challenge, and the host, who plans the visit with them."""
        return in_team(user) | runners(user) | own_readers(user)

    def standing(self):
        return self.filter(is_removed=False)


class ReviewEnquiry(HasVersion, HasPublicId, OfAuthority):
    """What the team will ask about, agreed with the host: of its kind, of the cycle, or written here."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="enquiries")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)
    taken_from = models.ForeignKey(
        LineOfEnquiry, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    is_removed = models.BooleanField(default=False, editable=False)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "review enquiries"
        constraints = [SameAsParent(parent="review", fields=["region", "authority"], name="enquiry_same_as_its_review")]

    def __str__(self):
        return f"Line of enquiry {self.position + 1}"  # without its words


class Session(HasVersion, HasPublicId, OfAuthority):
    """One entry of a visit's timetable. Whom the team meets is said by what they do, never by name."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sessions")
    day = models.DateField()
    starts = models.TimeField("from")
    ends = models.TimeField("until", null=True, blank=True)
    title = models.CharField(max_length=150)
    with_whom = models.CharField("with whom", max_length=200, blank=True, help_text="Such as six social workers.")
    place = models.CharField("room or link", max_length=200, blank=True)
    team = models.CharField("who of the team", max_length=200, blank=True)
    is_removed = models.BooleanField(default=False, editable=False)

    PERSONAL = {"with_whom": NAMED, "team": NAMED}

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["day", "starts", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="session_same_as_its_review"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="session_ends_later"),
        ]

    def __str__(self):
        return f"Session on {self.day:%-d %B}"  # without its words


class DocumentQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The team and those who run the region's peer challenge; what isn't the team's alone also the host."""
        host = own_readers(user) & ~Q(shown_to=ShownTo.TEAM)
        return in_team(user) | runners(user) | host

    def standing(self):
        return self.filter(is_removed=False)


class ReviewDocument(HasPublicId, OfAuthority):
    """A file for the visit: evidence that the host gives, or a paper of the team's own."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    blob = models.ForeignKey(Blob, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    shown_to = models.CharField(max_length=10, choices=ShownTo, default=ShownTo.TEAM)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_removed = models.BooleanField(default=False, editable=False)

    PERSONAL = {"given_by": MOVED}

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="document_same_as_its_review"),
            models.CheckConstraint(
                condition=Q(shown_to__in=["team", "authority"]), name="document_stays_in_the_review"
            ),
            models.CheckConstraint(condition=Q(blob__isnull=False) | Q(is_removed=True), name="document_has_its_file"),
        ]

    def __str__(self):
        return f"Document {self.file_name}"


class TeamNoteQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The review's team, and nobody else: not the host, not who runs the region's peer challenge."""
        return in_team(user)

    def standing(self):
        return self.filter(is_removed=False)


class TeamNote(HasVersion, HasPublicId, OfAuthority):
    """One thing that the team heard or read, in a line: raw material, for the team alone.

    Its rows are deleted 28 days after the final letter (a setting); no page, export, search, count or mail shows them
    to anybody outside the team.
    """

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        AREA = "area", "Area to develop"

    class Heard(models.TextChoices):
        INTERVIEW = "interview", "Interview or group"
        FILE = "file", "Case file"
        DATA = "data", "Figures"
        DOCUMENT = "document", "Document"
        OBSERVATION = "observation", "Seen on site"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="notes")
    sent_as = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="Given by the browser: sent twice it is one note."
    )
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    enquiry = models.ForeignKey(ReviewEnquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    theme = models.ForeignKey("Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STRENGTH)
    text = models.CharField(max_length=500)
    role = models.CharField("heard from", max_length=100, blank=True, help_text="What they do, never who they are.")
    heard_as = models.CharField("how", max_length=12, choices=Heard, default=Heard.INTERVIEW)
    explained = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why what looks like an identifier in it is none."
    )
    finding = models.ForeignKey(
        "Finding", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="notes"
    )
    is_removed = models.BooleanField(default=False, editable=False)

    PERSONAL = {
        "role": NOTED._replace(at_erasure=AtErasure.EMPTIED),
        # Its words are the team's alone: a copy says that there is something, and not what.
        "text": NOTED._replace(at_erasure=AtErasure.KEPT, because="It is destroyed by itself.", shown=False),
    }

    objects = TeamNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [SameAsParent(parent="review", fields=["region", "authority"], name="note_same_as_its_review")]

    def __str__(self):
        return "Note of the team"  # without its words

    def rewrite(self, *, by, version, verb="edited", details=None, **fields):
        """As of any record with a version, but in no audit trail: those who read that would count the notes there."""
        fields |= {"version": version + 1, "edited_at": timezone.now(), "edited_by": by}
        if not TeamNote.objects.filter(pk=self.pk, version=version).update(**fields):
            raise Overtaken(f"Somebody else changed {self} first.")
        for name, value in fields.items():
            setattr(self, name, value)
