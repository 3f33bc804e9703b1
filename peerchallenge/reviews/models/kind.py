"""Kinds of review are data: what each is for, who sits on its team, which stages it goes through, by when."""

from django.db import models
from django.db.models import Q

from peerchallenge.reviews.models.levels import ShownTo
from portal.audit.models import HasPublicId, HasVersion
from portal.regions.models import Region


class Stage(models.TextChoices):
    """The stages of a review, in their order; a review stands at the last one that it has reached.

    Source: the process of the East Midlands' and the West Midlands' team reviews and of the LGA's corporate ones.
    """

    REQUESTED = "requested", "Requested"
    SCOPING = "scoping", "Scoping"
    TEAM_CONFIRMED = "team-confirmed", "Team confirmed"
    EVIDENCE_OPEN = "evidence-open", "Evidence open"
    ON_SITE = "on-site", "On site"
    FEEDBACK_GIVEN = "feedback-given", "Feedback given"
    DRAFT = "draft", "Draft letter"
    FACTUAL_CHECK = "factual-check", "Factual check"
    FINAL_LETTER = "final-letter", "Final letter"
    REPLY = "reply", "Host’s reply"
    ACTIONS_LIVE = "actions-live", "Actions live"
    PROGRESS_REVIEW = "progress-review", "Progress review"
    CLOSED = "closed", "Closed"
    POSTPONED = "postponed", "Postponed"
    WITHDRAWN = "withdrawn", "Withdrawn"


# The stages that follow one another; a kind may leave out all but the first and the last.
LINE = tuple(stage for stage in Stage if stage not in (Stage.POSTPONED, Stage.WITHDRAWN))


class ReviewKindQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that come with the portal, and those of the regions in which the person holds a post."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(region=None) | Q(region__in=user.regions_now()))

    def of_region(self, region):
        """Those that a review in `region` can be of: the region's own, and those that come with the portal."""
        return self.filter(Q(region=None) | Q(region=region), is_retired=False)


class ReviewKind(HasVersion, HasPublicId):
    """A kind of review. Without a region it comes with the portal and is changed by nobody; a region makes a copy."""

    class Form(models.TextChoices):
        TEAM = "team", "A team looks at one authority"
        TRIAD = "triad", "Three authorities challenge one another"
        EVENT = "event", "One date for all authorities of a region, each giving and receiving"

    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="review_kinds")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=400, blank=True)
    form = models.CharField(max_length=8, choices=Form, default=Form.TEAM)
    length = models.CharField(max_length=60, blank=True, help_text="In words, such as 3 days.")
    days = models.PositiveSmallIntegerField(default=1, help_text="Days on site, begun ones counted whole.")
    led_by = models.CharField(max_length=150, blank=True, help_text="A post, such as a safeguarding lead.")
    shown_to = models.CharField(
        "who can read a finding at first", max_length=10, choices=ShownTo, default=ShownTo.AUTHORITY,
        help_text="Once the draft was sent to the host, and until its director lets others read it.",
    )  # fmt: skip
    is_retired = models.BooleanField(default=False)

    objects = ReviewKindQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "slug"], name="one_kind_of_a_name_in_a_region"),
            models.UniqueConstraint(fields=["slug"], condition=Q(region=None), name="one_shipped_kind_of_a_name"),
            models.CheckConstraint(condition=Q(shown_to__in=["team", "authority"]), name="kind_closed_at_first"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_region(self):
        return self.region.slug if self.region else ""


class KindStage(models.Model):
    """Whether a kind goes through a stage, and by when: so many days or months after something."""

    class After(models.TextChoices):
        REQUEST = "request", "the request"
        VISIT_BEGINS = "visit-begins", "the visit begins"
        VISIT_ENDS = "visit-ends", "the visit ends"
        FINAL_LETTER = "final-letter", "the final letter"

    class Unit(models.TextChoices):
        DAYS = "days", "days"
        MONTHS = "months", "months"

    kind = models.ForeignKey(ReviewKind, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=16, choices=[(stage.value, stage.label) for stage in LINE])
    is_on = models.BooleanField("used", default=True)
    number = models.SmallIntegerField(null=True, blank=True, help_text="Below 0: before. Empty: no date is promised.")
    unit = models.CharField(max_length=6, choices=Unit, default=Unit.DAYS)
    after = models.CharField(max_length=14, choices=After, default=After.VISIT_ENDS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "stage"], name="one_row_of_a_stage_of_a_kind"),
            models.CheckConstraint(
                condition=Q(is_on=True) | ~Q(stage__in=["requested", "closed"]), name="first_and_last_stage_are_on"
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.get_stage_display()}"


class KindSeat(models.Model):
    """A place on the team of a kind: who sits there, by post, and how many of them."""

    kind = models.ForeignKey(ReviewKind, on_delete=models.CASCADE, related_name="seats")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=120, help_text="A post, such as Director of Children’s Services.")
    is_lead = models.BooleanField("leads the team", default=False)
    number = models.PositiveSmallIntegerField("how many", default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class KindEnquiry(models.Model):
    """A line of enquiry with which each review of a kind begins."""

    kind = models.ForeignKey(ReviewKind, on_delete=models.CASCADE, related_name="enquiries")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=400)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text[:80]
