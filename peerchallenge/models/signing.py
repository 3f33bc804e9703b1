"""Signing and submitting: who approved which words, and the version that was submitted, frozen."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from peerchallenge.models.assessment import SelfAssessment
from peerchallenge.models.framework import SIGNING_ROLES
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, close_to, own_readers, runners
from peerchallenge.models.personal import SIGNED, SUBMITTED
from peerchallenge.models.sharing import released_to
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, Overtaken, record
from portal.audit.personal import AtErasure, named_in


class SignatureQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Whoever reads the self-assessment whole at its authority. Others see signatures on what was submitted."""
        return own_readers(user)

    def managed_by(self, user):
        """Those that wait in the cycles that the person runs: the role that is asked, and no word of the text."""
        return self.filter(assessment__in=SelfAssessment.objects.run_by(user))


class Signature(HasPublicId, OfAuthority):
    """Somebody asked to sign, and what they decided: approve, or return with comments. `sha256` is of the words.

    Where nobody holds the post, the programme manager may leave it out; the `comment` is the reason.

    Its own readers read it. A submission repeats who approved it and when, for whoever reads it.
    """

    class Decision(models.TextChoices):
        ASKED = "asked", "Asked to sign"
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned with comments"
        SKIPPED = "skipped", "Left out, as nobody holds the post"

    SETTLED = (Decision.APPROVED, Decision.SKIPPED)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="signatures")
    round = models.PositiveSmallIntegerField(default=1, help_text="Asking anew after a return is another round.")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40, choices=[(role.value, role.label) for role in SIGNING_ROLES])
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.ASKED, editable=False)
    comment = models.TextField(max_length=2000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    at_changes = models.PositiveIntegerField(null=True, editable=False, help_text="The assessment’s `changes` then.")

    PERSONAL = {
        "decided_by": SIGNED,
        "comment": SIGNED.beside("decided_by", AtErasure.KEPT, "Without the name, it says why it was returned."),
    }

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-round", "position", "pk"]
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="signature_same_as_its_assessment"),
            models.UniqueConstraint(fields=["assessment", "round", "role"], name="one_signature_of_a_role"),
            models.CheckConstraint(
                condition=Q(decision="asked", decided_at=None, decided_by=None, sha256="")
                | Q(decision="skipped", decided_at__isnull=False, decided_by__isnull=False, sha256="")
                | Q(
                    ~Q(sha256=""),
                    decision__in=["approved", "returned"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="signature_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["returned", "skipped"]) | ~Q(comment=""),
                name="signature_returned_with_its_comment",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.get_decision_display()}"

    @cached_property
    def is_due(self) -> bool:
        """Whether it is their turn: asked for in the latest round and not decided, and all before it have approved.

        Asked once for this instance; who has read all signatures sets it."""
        if self.decision != self.Decision.ASKED or self.assessment.status != SelfAssessment.Status.SIGNING:
            return False
        others = Signature.objects.filter(assessment=self.assessment_id)
        before = Q(round=self.round, position__lt=self.position) & ~Q(decision__in=self.SETTLED)
        return not others.filter(Q(round__gt=self.round) | before).exists()

    def decide(self, decision, *, by, sha256="", comment=""):
        """Note what was decided on the words with this fingerprint; once. Raises Overtaken when somebody did before."""
        fields = {"decision": decision, "comment": comment, "sha256": sha256, "decided_by": by}
        fields |= {"decided_at": timezone.now(), "at_changes": self.assessment.changes}
        with transaction.atomic():
            if not Signature.objects.filter(pk=self.pk, decision=self.Decision.ASKED).update(**fields):
                raise Overtaken("Somebody decided this before.")
            for name, value in fields.items():
                setattr(self, name, value)
            record(f"{decision} as {self.role}", self.assessment, by=by, round=self.round, sha256=sha256)


class SubmissionQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The authority's own readers; the region's programme managers and peer challenge associate; the moderators
        who accepted it and aren't close to it by now; and those to whom its director released it. Observers only
        what is released to the region."""
        moderates = Q(
            moderators__person=user, moderators__status__in=["accepted", "done"], region__in=user.regions_now()
        ) & ~close_to(user)
        read = own_readers(user) | runners(user) | moderates | released_to(user)
        return Q(pk__in=self.model.objects.filter(read))  # each once, however many moderate it

    def latest_of_each(self):
        """Of each self-assessment the version that was submitted last, also while it is open again."""
        newer = self.model.objects.filter(
            assessment=models.OuterRef("assessment"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))


class Submission(HasPublicId, OfAuthority):
    """A self-assessment as it was submitted: its words, frozen, with their SHA-256. Re-opening makes another one later.

    Everybody outside the authority reads this, never the working text. `words` are what `peerchallenge.words` makes.
    They change in one case only: something that names a child is taken out of them (`peerchallenge.removing`), which
    leaves when and by whom, keeps `sha256` and writes the new one to `sha256_now`.
    """

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=30, unique=True)
    words = models.JSONField(encoder=DjangoJSONEncoder, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    sha256_now = models.CharField(max_length=64, blank=True, editable=False)
    gaps = models.JSONField(default=list, editable=False, help_text="What was missing, as it was confirmed.")
    signed = models.JSONField(
        default=list, editable=False,
        help_text="Who approved it: {role, by, at} each, or {role, skipped} with the reason.",
    )  # fmt: skip
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, editable=False)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    reopened_because = models.CharField(max_length=300, blank=True, editable=False)

    PERSONAL = {
        "submitted_by": SUBMITTED,
        "reopened_by": SUBMITTED,
        "signed": SIGNED._replace(
            at_erasure=AtErasure.KEPT, because="It says who answers for what was submitted.", found_by=named_in
        ),
    }

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="submission_same_as_its_assessment"),
            models.UniqueConstraint(fields=["assessment", "number"], name="one_submission_with_a_number"),
            models.UniqueConstraint(fields=["id", "region", "authority"], name="submission_as_its_children_copy_it"),
            models.UniqueConstraint(
                fields=["id", "assessment", "region", "authority"], name="submission_as_its_releases_copy_it"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None, reopened_because="")
                | Q(~Q(reopened_because=""), reopened_at__isnull=False, reopened_by__isnull=False),
                name="submission_reopened_whole",
            ),
        ]

    def __str__(self):
        return f"{self.assessment}, version {self.number}"

    def get_absolute_url(self):
        return reverse("submitted", args=[self.public_id])


__all__ = ["Signature", "Submission"]
