"""What a review found: headline findings in each wording, the letter, what the host corrects and replies."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, own_readers, runners
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.models.signing import Submission
from peerchallenge.reviews.models.levels import TO_DIRECTORS, TO_HOST, TO_REGION, ShownTo
from peerchallenge.reviews.models.personal import MOVED, NAMED
from peerchallenge.reviews.models.review import Review
from peerchallenge.reviews.models.team import in_team
from peerchallenge.reviews.models.workspace import ReviewEnquiry
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasVersion
from portal.regions.models import Region


class Theme(models.Model):
    """What a finding is about, out of a short list: the portal's own, and what a region added to it."""

    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="finding_themes")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="one_theme_of_a_name_in_a_region"),
            models.UniqueConstraint(fields=["name"], condition=Q(region=None), name="one_shipped_theme_of_a_name"),
        ]

    def __str__(self):
        return self.name


class ItemQuerySet(OfAuthorityQuerySet):
    """Rows with `review` and `shown_to`."""

    def readers(self, user):
        """The team and those who run the region's peer challenge; the host from when it was shared; then whom the host
        let in: directors, or all who hold a post in the region."""
        host = own_readers(user) & Q(review__shared_at__isnull=False, shown_to__in=TO_HOST)
        return in_team(user) | runners(user) | host | self.let_in(user)

    def let_in(self, user):
        """The condition that the host's release lets in `user`, who is signed in."""
        led = [region.pk for post in user.posts_now() if post.role in DIRECTORS for region in post.regions()]
        directors = Q(region__in=led, shown_to__in=TO_DIRECTORS)
        return directors | Q(region__in=user.regions_now(), shown_to__in=TO_REGION)

    def public(self):
        """Those that everybody reads, signed in or not."""
        return self.filter(shown_to=ShownTo.PUBLIC)


class Item(HasPublicId, OfAuthority):
    """A part of a review that is shown so far and no further. The host alone widens it beyond the authority."""

    shown_to = models.CharField("who can read it", max_length=10, choices=ShownTo, default=ShownTo.TEAM, editable=False)

    class Meta:
        abstract = True


class FindingQuerySet(ItemQuerySet):
    def standing(self):
        return self.filter(is_removed=False)


class Finding(HasVersion, Item):
    """A headline finding: a strength or an area to develop, and what the team heard, without attribution.

    `headline` and `heard` are as they stand now; each wording that was sent stays as a Wording.
    """

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        AREA = "area", "Area to develop"

    class Relation(models.TextChoices):
        CONFIRMS = "confirms", "Confirms"
        QUALIFIES = "qualifies", "Qualifies"
        CONTRADICTS = "contradicts", "Contradicts"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind)
    headline = models.CharField(max_length=300)
    heard = models.TextField("what the team heard", max_length=3000, blank=True)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    enquiry = models.ForeignKey(ReviewEnquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="findings",
        help_text="The self-assessment, as submitted, of which it confirms, qualifies or contradicts something.",
    )  # fmt: skip
    relation = models.CharField(max_length=12, choices=Relation, blank=True)
    area_code = models.CharField(max_length=8, blank=True)
    prompt_code = models.CharField(max_length=12, blank=True)
    statement = models.UUIDField(null=True, blank=True, help_text="public_id of a statement in the submitted words.")
    source_place = models.CharField(max_length=60, blank=True, editable=False, help_text="In the letter it came from.")
    heard_from = models.JSONField(
        default=dict, editable=False,
        help_text="Of the notes behind it: {notes, sessions: numbers; roles: [general words]; ways: {Heard: number}}.",
    )  # fmt: skip
    is_removed = models.BooleanField(default=False, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="finding_same_as_its_review"),
            models.UniqueConstraint(
                fields=["id", "review", "region", "authority"], name="finding_as_its_children_copy"
            ),
            models.CheckConstraint(
                condition=Q(relation="") | Q(submission__isnull=False) & ~Q(area_code=""),
                name="finding_relates_to_words",
            ),
        ]
        indexes = [models.Index(fields=["region", "theme", "kind"], name="findings_by_theme")]

    def __str__(self):
        return f"Finding {self.position + 1}"  # without its words: audit events carry this


class OfFindingQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Whoever reads its finding."""
        return Q(finding__in=Finding.objects.visible_to(user).values("pk"))


class Wording(OfAuthority):
    """How a finding was worded when it was sent: as draft (each time), and finally. Rows are only added."""

    class Sent(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="wordings")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, editable=False, related_name="+")
    sent = models.CharField(max_length=6, choices=Sent)
    kind = models.CharField(max_length=10, choices=Finding.Kind)
    headline = models.CharField(max_length=300)
    heard = models.TextField(max_length=3000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"made_by": MOVED}

    objects = OfFindingQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            SameAsParent(
                parent="finding", fields=["review", "region", "authority"], name="wording_same_as_its_finding"
            ),
            models.UniqueConstraint(fields=["finding"], condition=Q(sent="final"), name="one_final_wording"),
        ]

    def __str__(self):
        return f"{self.get_sent_display()} wording of {self.finding}"


class Letter(Item):
    """The letter as it was sent: as draft for the factual check (each time), and the one final letter.

    `words` is its plain form (peerchallenge.reviews.letter), `sha256` of it as it was sent. It never changes, unless
    what could identify a child is removed: the fingerprint of what is left stands beside the first, in `sha256_now`.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="letters")
    sent = models.CharField(max_length=6, choices=Wording.Sent)
    number = models.PositiveSmallIntegerField(help_text="Of the drafts; of the final letter 1.")
    words = models.JSONField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    sha256_now = models.CharField(max_length=64, blank=True, editable=False, help_text="After something was removed.")
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"sent_by": MOVED}

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="letter_same_as_its_review"),
            models.UniqueConstraint(fields=["review", "sent", "number"], name="one_letter_of_a_number"),
            models.UniqueConstraint(fields=["review"], condition=Q(sent="final"), name="one_final_letter"),
        ]

    def __str__(self):
        return f"{self.get_sent_display()} letter"


class LetterDraftQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The team, and those who run the region's peer challenge."""
        return in_team(user) | runners(user)


class LetterDraft(HasVersion, OfAuthority):
    """What the lead writes around the findings: the opening, the close, who signs. The team’s until it is sent."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="letter_draft")
    opening = models.TextField(max_length=4000, blank=True)
    closing = models.TextField(max_length=4000, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)

    PERSONAL = {"signed_by": NAMED}

    objects = LetterDraftQuerySet.as_manager()

    class Meta:
        constraints = [SameAsParent(parent="review", fields=["region", "authority"], name="letterdraft_same_as_review")]

    def __str__(self):
        return "The letter being written"


class CorrectionQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers, the team, and those who run the region's peer challenge."""
        return own_readers(user) | in_team(user) | runners(user)


class Correction(HasVersion, HasPublicId, OfAuthority):
    """A fact that the host corrects on the draft, of a finding or of the letter; the lead takes it or says why not."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "Not yet answered"
        TAKEN = "taken", "Corrected"
        NOT_TAKEN = "not-taken", "Not corrected"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="corrections")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    is_wrong = models.CharField("what is wrong", max_length=600)
    is_right = models.CharField("what is right, and how we know", max_length=600)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING, editable=False)
    answer_because = models.CharField("why not", max_length=300, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"answered_by": MOVED}

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="correction_same_as_its_review"),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at=None, answered_by=None)
                | Q(~Q(answer="waiting"), answered_at__isnull=False, answered_by__isnull=False),
                name="correction_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer="not-taken") | ~Q(answer_because=""), name="correction_refused_for_a_reason"
            ),
        ]

    def __str__(self):
        return "A correction of facts"


class ReplyQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers; from when the host sent its reply, whoever reads the finding."""
        sent = Q(review__replied_at__isnull=False, finding__in=Finding.objects.visible_to(user).values("pk"))
        return own_readers(user) | sent


class Reply(HasVersion, OfAuthority):
    """What the host replies to a finding; disagreeing, and agreeing with changes, need their words."""

    class Says(models.TextChoices):
        AGREE = "agree", "Agree"
        WITH_CHANGES = "with-changes", "Agree with changes"
        DISAGREE = "disagree", "Disagree"

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="reply")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, editable=False, related_name="replies")
    says = models.CharField(max_length=12, choices=Says)
    words = models.TextField(max_length=2000, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            SameAsParent(parent="finding", fields=["review", "region", "authority"], name="reply_same_as_its_finding"),
            models.CheckConstraint(condition=Q(says="agree") | ~Q(words=""), name="reply_has_its_reason"),
        ]

    def __str__(self):
        return f"Reply to {self.finding}"  # without its words
