"""What an authority says of itself: its self-assessment in a cycle, a section for each area, and who helps with it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.cycle import Cycle
from peerchallenge.models.framework import FrameworkArea, FrameworkVersion, ScalePoint
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, at_own_authority, own_readers
from peerchallenge.models.personal import GIVEN
from portal.accounts.roles import Role
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.regions.models import LocalAuthority


class SelfAssessmentQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Of the working text, whole: at the authority itself, and nobody else."""
        return own_readers(user)

    def opened_by(self, user):
        """Those that the person may open at all: read whole, or help with a section."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        helps = Q(pk__in=SectionHelper.objects.of(user).values("section__assessment"))
        return self.filter(own_readers(user) | helps)

    def run_by(self, user):
        """Those whose progress, not whose words, the person follows: of the cycles that they run."""
        return self.filter(cycle__in=Cycle.objects.run_by(user))

    def hold(self, pk) -> "SelfAssessment":
        """Return the self-assessment `pk`, locked until the caller's transaction ends, to write something into it.

        Its `changes` are counted on: an approval that was given before is out of date from now on.
        """
        return self._locked(pk, F("changes") + 1)

    def lock(self, pk) -> "SelfAssessment":
        """As `hold`, for what changes no word of it: signing, submitting, opening again."""
        return self._locked(pk, F("changes"))

    def _locked(self, pk, changes):
        self.filter(pk=pk).update(changes=changes)
        related = ("cycle__region", "region", "authority__region", "framework_version__framework", "previous")
        return self.select_related(*related).get(pk=pk)


class SelfAssessment(HasStatus, HasVersion, HasPublicId, OfAuthority):
    """What one authority says of itself in one cycle."""

    class Status(models.TextChoices):
        NOT_STARTED = "not-started", "Not yet started"
        IN_PROGRESS = "in-progress", "In progress"
        SIGNING = "signing", "Being signed"
        SUBMITTED = "submitted", "Submitted"
        MODERATED = "moderated", "Moderated"

    MOVES = {
        Status.NOT_STARTED: {Status.IN_PROGRESS},
        Status.IN_PROGRESS: {Status.SIGNING, Status.SUBMITTED},
        Status.SIGNING: {Status.IN_PROGRESS, Status.SUBMITTED},
        Status.SUBMITTED: {Status.IN_PROGRESS, Status.MODERATED},
        Status.MODERATED: {Status.IN_PROGRESS},
    }

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="assessments")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, editable=False, related_name="assessments")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="assessments")
    previous = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="following",
        help_text="The same authority's in the cycle before.",
    )  # fmt: skip
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED, editable=False)
    status_at = models.DateTimeField(default=timezone.now, editable=False)
    changes = models.PositiveIntegerField(default=0, editable=False)

    objects = SelfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["authority__name", "pk"]
        constraints = [
            SameAsParent(parent="cycle", fields=["region"], name="assessment_same_as_its_cycle"),
            models.UniqueConstraint(fields=["cycle", "authority"], name="one_assessment_of_an_authority"),
            models.UniqueConstraint(fields=["id", "region", "authority"], name="assessment_as_its_children_copy_it"),
        ]
        indexes = [models.Index(fields=["authority", "-made_at"], name="assessment_by_authority")]

    def __str__(self):
        return f"{self.authority}, self-assessment {self.cycle.year}"

    def get_absolute_url(self):
        return reverse("assessment", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        """Whether its authority may write in it: not submitted, and its cycle is open."""
        return self.cycle.is_open and self.status in (
            self.Status.NOT_STARTED, self.Status.IN_PROGRESS, self.Status.SIGNING,
        )  # fmt: skip

    @property
    def is_submitted(self) -> bool:
        return self.status in (self.Status.SUBMITTED, self.Status.MODERATED)

    def begin(self, *, by):
        """Somebody wrote the first word."""
        self._move_to(self.Status.IN_PROGRESS, by=by, verb="began")

    def send_for_signing(self, *, by):
        """Those who sign are asked. It can still be written in; what was approved before is then out of date."""
        self._move_to(self.Status.SIGNING, by=by, verb="asked for signatures on", status_at=timezone.now())

    def return_to_writers(self, *, by):
        """Somebody who signs sent it back."""
        self._move_to(self.Status.IN_PROGRESS, by=by, verb="returned", status_at=timezone.now())

    def submit(self, *, by, reference):
        """Nothing in it changes from now on; what it says is kept as the submission `reference`."""
        details = {"reference": reference}
        self._move_to(self.Status.SUBMITTED, by=by, status_at=timezone.now(), details=details)

    def end_moderation(self, *, by):
        """Everybody who moderates it is done."""
        self._move_to(self.Status.MODERATED, by=by, verb="ended the moderation of", status_at=timezone.now())

    def reopen(self, *, by, reference):
        """The authority may write in it again; what was submitted as `reference` stays as it was."""
        details = {"reference": reference}
        self._move_to(self.Status.IN_PROGRESS, by=by, verb="opened again", status_at=timezone.now(), details=details)


class OfAssessmentQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Who reads the self-assessment's working text whole, and who helps with the section."""
        section = self.model.of_section
        helped = SectionHelper.objects.of(user).values("section")
        return own_readers(user) | Q(**{f"{section}__in": helped})


class Section(HasVersion, HasPublicId, OfAuthority):
    """An area of the framework, as one authority answers it: its judgement, its rationale, and its statements."""

    class Status(models.TextChoices):
        NOT_STARTED = "not-started", "Not yet started"
        IN_PROGRESS = "in-progress", "In progress"
        COMPLETED = "completed", "Completed"

    class Direction(models.TextChoices):
        IMPROVING = "improving", "Improving"
        SAME = "same", "Much the same"
        DECLINING = "declining", "Declining"

    of_section = "pk"

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="sections")
    area = models.ForeignKey(FrameworkArea, on_delete=models.PROTECT, related_name="sections")
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED)
    grade = models.ForeignKey(ScalePoint, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rationale = models.TextField(max_length=2000, blank=True)
    direction = models.CharField(max_length=10, choices=Direction, blank=True)

    objects = OfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["area__position", "pk"]
        constraints = [
            SameAsParent(
                parent="assessment", fields=["region", "authority"], name="assessment_section_same_as_its_assessment"
            ),
            models.UniqueConstraint(fields=["assessment", "area"], name="one_section_for_an_area"),
            models.UniqueConstraint(fields=["id", "region", "authority"], name="section_as_its_children_copy_it"),
        ]

    def __str__(self):
        return str(self.area)


class SectionHelperQuerySet(OfAuthorityQuerySet):
    def now(self):
        return self.filter(ended_at=None)

    def of(self, user):
        """Those by which `user` helps today: not ended, and they hold a post at the authority or its trust."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.now().filter(at_own_authority(user, frozenset(Role)), person=user)

    def readers(self, user):
        """Who reads the self-assessment whole, and each helper their own."""
        return own_readers(user) | Q(pk__in=SectionHelper.objects.of(user))


class SectionHelper(OfAuthority):
    """A colleague who was given a section to write: they see that section and no other.

    It stays once it has ended. Its own readers and the helper read it.
    """

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="helpers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("until", null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"person": GIVEN, "asked_by": GIVEN, "ended_by": GIVEN}

    objects = SectionHelperQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            SameAsParent(parent="section", fields=["region", "authority"], name="helper_same_as_their_section"),
            models.UniqueConstraint(fields=["section", "person"], condition=Q(ended_at=None), name="helps_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="helper_ended_whole",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.section}"
