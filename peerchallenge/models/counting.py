"""What is counted of self-assessments from year to year: of what was submitted here, and of the years before."""

from django.db import models, transaction
from django.db.models import F, Q

from peerchallenge.models.framework import FrameworkArea
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, own_readers, runners
from peerchallenge.models.signing import Submission
from portal.audit.integrity import SameAsParent
from portal.audit.models import FormKey, HasPublicId, HasVersion, record
from portal.regions.models import LocalAuthority, Region


class CountQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Those who run the region's cycles, and the authority's own readers what is counted of their authority."""
        return own_readers(user) | runners(user)

    def standing(self):
        """Without those that were taken out."""
        return self.filter(is_removed=False)


class SubmissionCount(OfAuthority):
    """What is counted of one area of a submission, so that twelve years are shown without reading their words again.

    `peerchallenge.counts` makes and refreshes it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="counts")
    area = models.ForeignKey(FrameworkArea, on_delete=models.PROTECT, related_name="+")
    prompts = models.PositiveSmallIntegerField()
    prompts_answered = models.PositiveSmallIntegerField()
    statements = models.PositiveSmallIntegerField()
    with_evidence = models.PositiveSmallIntegerField(help_text="Steps 2 to 4 of the ladder.")
    about_practice = models.PositiveSmallIntegerField(help_text="On the quality of practice rather than its volume.")
    at_three_or_more = models.PositiveSmallIntegerField(help_text="Steps 3 and 4 of the ladder.")
    at_four = models.PositiveSmallIntegerField()

    objects = CountQuerySet.as_manager()

    class Meta:
        ordering = ["submission", "area__position", "pk"]
        constraints = [
            SameAsParent(parent="submission", fields=["region", "authority"], name="submission_count_same_as_its"),
            models.UniqueConstraint(fields=["submission", "area"], name="one_count_of_an_area"),
            models.CheckConstraint(
                condition=Q(
                    prompts_answered__lte=F("prompts"), with_evidence__lte=F("statements"),
                    about_practice__lte=F("statements"), at_three_or_more__lte=F("with_evidence"),
                    at_four__lte=F("at_three_or_more"),
                ),
                name="submission_count_adds_up",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.submission}: {self.area}"


class EarlierCount(HasVersion, HasPublicId):
    """Counts of a year before the first cycle that was run here, entered by hand with their source."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    authority = models.ForeignKey(
        LocalAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="None: the region."
    )
    year = models.CharField(max_length=9)
    area_title = models.CharField("area", max_length=150, blank=True, help_text="Empty: all areas together.")
    prompts = models.PositiveIntegerField(null=True, blank=True)
    prompts_answered = models.PositiveIntegerField(null=True, blank=True)
    education_answered = models.PositiveIntegerField(null=True, blank=True, help_text="Of those answered.")
    statements = models.PositiveIntegerField(null=True, blank=True)
    with_evidence = models.PositiveIntegerField(null=True, blank=True)
    about_practice = models.PositiveIntegerField(null=True, blank=True)
    at_three_or_more = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    is_removed = models.BooleanField(default=False, editable=False)

    objects = CountQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "authority__name", "area_title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "area_title"], name="region_counted_once_a_year",
                condition=Q(authority=None, is_removed=False),
            ),
            models.UniqueConstraint(
                fields=["region", "authority", "year", "area_title"], name="authority_counted_once_a_year",
                condition=Q(authority__isnull=False, is_removed=False),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="count_has_its_source"),
        ]  # fmt: skip

    def __str__(self):
        return ", ".join(filter(None, [str(self.authority or self.region), self.year, self.area_title]))

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def audit_authority(self):
        return self.authority.code if self.authority else ""

    @classmethod
    @transaction.atomic
    def enter(cls, region, *, by, form_key=None, **fields) -> "EarlierCount":
        """Enter counts of `region` and return them. Raises KeyAlreadyUsed when the form was sent before."""
        made = cls.objects.create(region=region, made_by=by, edited_by=by, **fields)
        if form_key:
            FormKey.spend(form_key, made)
        record("entered earlier counts", made, by=by)
        return made

    def take_out(self, *, by, version):
        """Count it no more. Raises Overtaken when somebody changed it first."""
        self.rewrite(by=by, version=version, verb="took out earlier counts", is_removed=True)
