"""Statements: what an authority claims, how it knows, what that means for children, and what it does next."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from peerchallenge.models.assessment import OfAssessmentQuerySet, Section
from peerchallenge.models.framework import Prompt
from peerchallenge.models.of_authority import OfAuthority
from peerchallenge.models.personal import NAMED
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasVersion
from portal.files.models import Blob


class StatementQuerySet(OfAssessmentQuerySet):
    def standing(self):
        """Without those that were taken out."""
        return self.filter(is_removed=False)


class Statement(HasVersion, HasPublicId, OfAuthority):
    """A strength or an area for improvement that an authority claims; without a prompt, of the area as a whole."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        AREA = "area", "Area for improvement"

    class Confidence(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    of_section = "section"

    section = models.ForeignKey(Section, on_delete=models.PROTECT, editable=False, related_name="statements")
    prompt = models.ForeignKey(Prompt, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STRENGTH)
    claim = models.TextField("what we know", max_length=1500, blank=True)
    so_what = models.TextField("so what", max_length=1500, blank=True, help_text="The impact on children.")
    next_step = models.TextField("next", max_length=600, blank=True)
    next_owner = models.CharField("who", max_length=150, blank=True, help_text="A post, such as Head of Early Help.")
    next_on = models.DateField("by", null=True, blank=True)
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True)
    step = models.PositiveSmallIntegerField(default=0, editable=False, help_text="Of the ladder, as the coach sees it.")
    copied_from = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="copies")
    is_removed = models.BooleanField(default=False, editable=False)

    PERSONAL = {"next_owner": NAMED}

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="section", fields=["region", "authority"], name="statement_same_as_its_section"),
            models.UniqueConstraint(fields=["id", "region", "authority"], name="statement_as_its_children_copy_it"),
            models.CheckConstraint(condition=Q(step__lte=4), name="statement_step_of_the_ladder"),
        ]

    def __str__(self):
        return self.claim[:80] or "An empty statement"


class Evidence(HasPublicId, OfAuthority):
    """How the authority knows: a file, a link, a figure with its source and period, an audit, what people said."""

    class Kind(models.TextChoices):
        FIGURE = "figure", "Figure"
        AUDIT = "audit", "Audit of practice"
        CASE_REVIEW = "case-review", "Case review or observation"
        VOICE = "voice", "Children’s and families’ voice"
        STAFF = "staff", "Staff"
        OUTSIDE = "outside", "Outside view, such as an inspection"
        PEERS = "peers", "Peers’ finding"
        COMPLAINTS = "complaints", "Complaints"
        DOCUMENT = "document", "Other document"

    of_section = "statement__section"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="evidence")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=300)
    figure = models.CharField(max_length=60, blank=True, help_text="With its unit, such as 82%.")
    period = models.CharField(max_length=60, blank=True, help_text="Such as April to June 2026.")
    source = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField("dated", null=True, blank=True)
    place = models.CharField("page or paragraph", max_length=60, blank=True)
    url = models.URLField("link", max_length=500, blank=True)
    blob = models.ForeignKey(Blob, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    copied_from = models.ForeignKey("self", null=True, editable=False, on_delete=models.PROTECT, related_name="copies")
    is_removed = models.BooleanField(default=False, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="statement", fields=["region", "authority"], name="evidence_same_as_its_statement"),
            models.CheckConstraint(
                condition=Q(blob=None, file_name="") | Q(blob__isnull=False) & ~Q(file_name=""),
                name="evidence_file_whole",
            ),
        ]

    def __str__(self):
        return self.title


class Promise(HasVersion, HasPublicId, OfAuthority):
    """What became of a next step that last year's self-assessment promised, or that its authority accepted in the reply
    to a review: listed by itself, answered once."""

    class Status(models.TextChoices):
        UNSAID = "unsaid", "Not yet said"
        DONE = "done", "Done"
        UNDER_WAY = "under-way", "Under way"
        NOT_BEGUN = "not-begun", "Not begun"
        DROPPED = "dropped", "Dropped"

    of_section = "section"

    section = models.ForeignKey(Section, on_delete=models.PROTECT, editable=False, related_name="promises")
    statement = models.ForeignKey(
        Statement, null=True, editable=False, on_delete=models.PROTECT, related_name="promises"
    )
    next_step = models.ForeignKey(
        "NextStep", null=True, editable=False, on_delete=models.PROTECT, related_name="promises"
    )
    promised = models.TextField(editable=False, help_text="The words as they were submitted.")
    promised_by = models.CharField(max_length=150, blank=True, editable=False)
    promised_for = models.DateField(null=True, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.UNSAID)
    changed = models.TextField("what changed", max_length=1000, blank=True)

    PERSONAL = {"promised_by": NAMED}

    objects = OfAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            SameAsParent(parent="section", fields=["region", "authority"], name="promise_same_as_its_section"),
            models.UniqueConstraint(fields=["section", "statement"], name="one_answer_to_a_promise"),
            models.UniqueConstraint(fields=["section", "next_step"], name="one_answer_to_a_next_step"),
            models.CheckConstraint(
                condition=Q(statement__isnull=False) ^ Q(next_step__isnull=False), name="promise_of_one_thing"
            ),
        ]

    def __str__(self):
        return self.promised[:80]

    @property
    def review(self) -> str:
        """What the review is called whose next step it is; "" of one that last year's self-assessment promised."""
        return self.next_step.review.title if self.next_step_id else ""

    @property
    def heading(self) -> str:
        """Under which heading it stands in its section."""
        accepted, promised = "Next steps accepted after a review", "What last year’s self-assessment promised"
        return accepted if self.next_step_id else promised
