"""A review: peers look at one authority, at its request; where it stands, by when the next stage is promised."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.cycle import Cycle
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, own_readers, runners
from peerchallenge.reviews.models.kind import LINE, ReviewKind, Stage
from peerchallenge.reviews.models.personal import MOVED
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.regions.models import Region

# At these the team is at work; before the visit it may still be put off.
BEFORE_THE_VISIT = (Stage.REQUESTED, Stage.SCOPING, Stage.TEAM_CONFIRMED, Stage.EVIDENCE_OPEN)
OVER = (Stage.CLOSED, Stage.WITHDRAWN)


def _moves(*, all_later=True):
    """On to any later stage (to the next one only, without `all_later`), as kinds leave stages out; back from the
    factual check to the draft; put off, given up."""
    ahead = {stage: LINE[place + 1 :] if all_later else LINE[place + 1 : place + 2] for place, stage in enumerate(LINE)}
    moves = {stage: {*later, Stage.WITHDRAWN} for stage, later in ahead.items()}
    for stage in BEFORE_THE_VISIT:
        moves[stage].add(Stage.POSTPONED)
    moves[Stage.FACTUAL_CHECK].add(Stage.DRAFT)
    moves[Stage.POSTPONED] = {*BEFORE_THE_VISIT, Stage.WITHDRAWN}
    moves[Stage.CLOSED] = set()
    return moves


class ChallengeEvent(HasVersion, HasPublicId):
    """One date on which all authorities of a region challenge one another: a review of each, in triads."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="challenge_events")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="challenge_events")
    kind = models.ForeignKey(ReviewKind, on_delete=models.PROTECT, related_name="+")
    takes_place_on = models.DateField("date")
    place = models.CharField(max_length=200, blank=True)

    objects = models.Manager()

    class Meta:
        ordering = ["-takes_place_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["cycle", "kind"], name="one_challenge_event_of_a_kind_a_cycle")]

    def __str__(self):
        return f"{self.kind}, {self.region}, {self.takes_place_on:%-d %B %Y}"

    @property
    def audit_region(self):
        return self.region.slug


class ReviewQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Who knows that it is going on: who runs the region's peer challenge, its host, its team and who is asked."""
        from peerchallenge.reviews.models.team import Member

        named = Q(pk__in=Member.objects.of(user).values("seat__review"))
        return runners(user) | own_readers(user) | named

    def hold(self, pk) -> "Review":
        """Return the review `pk`, locked until the caller's transaction ends, to write into it."""
        self.filter(pk=pk).update(changes=F("changes") + 1)
        return self.select_related("region", "authority__region", "kind", "cycle").get(pk=pk)

    def under_way(self):
        return self.exclude(status__in=OVER)


class Review(HasStatus, HasVersion, HasPublicId, OfAuthority):
    """A review of one authority, its host."""

    Stage = Stage
    MOVES = _moves()
    DRAWN_MOVES = _moves(all_later=False)
    DRAWN_NOTE = "A kind of review may leave stages out: from each it goes on to the next one that its kind uses."

    kind = models.ForeignKey(ReviewKind, on_delete=models.PROTECT, related_name="reviews")
    cycle = models.ForeignKey(Cycle, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    event = models.ForeignKey(ChallengeEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(max_length=150)
    round = models.PositiveSmallIntegerField(default=1, help_text="The second of a kind at the same host is 2.")
    asked = models.TextField("what the host asks", max_length=2000, blank=True)
    status = models.CharField(max_length=16, choices=Stage, default=Stage.REQUESTED, editable=False)
    status_at = models.DateTimeField(default=timezone.now, editable=False)
    stood_at = models.CharField(
        max_length=16, blank=True, editable=False, help_text="The stage at which it was put off, to go on from there."
    )
    because = models.CharField(max_length=300, blank=True, editable=False, help_text="Why it was put off or given up.")
    begins_on = models.DateField("first day of the visit", null=True, blank=True)
    ends_on = models.DateField("last day of the visit", null=True, blank=True)
    is_brought_in = models.BooleanField(default=False, editable=False, help_text="From its letter alone.")
    changes = models.PositiveIntegerField(default=0, editable=False)
    shared_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when the host reads the headline findings."
    )
    replied_at = models.DateTimeField(null=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    notes_until = models.DateField(
        null=True, editable=False, help_text="The team's notes are destroyed after this day."
    )
    notes_destroyed_at = models.DateTimeField(null=True, editable=False)

    PERSONAL = {"replied_by": MOVED}

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = [F("begins_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "region", "authority"], name="review_as_its_children_copy_it"),
            models.UniqueConstraint(fields=["id", "region"], name="review_as_a_brought_letter_copies_it"),
            models.UniqueConstraint(fields=["event", "authority"], name="one_review_of_an_authority_in_an_event"),
            models.CheckConstraint(
                condition=Q(begins_on=None, ends_on=None) | Q(ends_on__gte=F("begins_on")), name="visit_has_both_days"
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by=None) | Q(replied_at__isnull=False, replied_by__isnull=False),
                name="review_replied_to_whole",
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None) | Q(shared_at__isnull=False), name="review_shared_before_the_reply"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["postponed", "withdrawn"]) | ~Q(because=""), name="review_put_off_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.authority}: {self.title}"

    def get_absolute_url(self):
        return reverse("review", args=[self.public_id])

    @property
    def is_over(self):
        return self.status in OVER

    @property
    def is_shared(self) -> bool:
        """Whether its host reads the findings."""
        return self.shared_at is not None

    @property
    def is_issued(self) -> bool:
        """Whether its findings are final: from the final letter on, or from the reply on where a kind has no letter."""
        return self.status in LINE and LINE.index(self.status) >= LINE.index(Stage.FINAL_LETTER)


class ReviewStage(models.Model):
    """One stage that a review goes through: by when it is promised, and when it was reached. Copied from its kind."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=16, choices=[(stage.value, stage.label) for stage in LINE])
    is_on = models.BooleanField("used", default=True)
    due_on = models.DateField("promised for", null=True, blank=True)
    is_set_by_hand = models.BooleanField(default=False, editable=False, help_text="It doesn't move with the visit.")
    moved_because = models.CharField(max_length=300, blank=True)
    reached_at = models.DateTimeField(null=True, editable=False)
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"reached_by": MOVED}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "stage"], name="one_row_of_a_stage_of_a_review"),
            models.CheckConstraint(
                condition=Q(reached_at=None, reached_by=None) | Q(reached_at__isnull=False, reached_by__isnull=False),
                name="stage_reached_whole",
            ),
        ]

    def __str__(self):
        return f"{self.review}: {self.get_stage_display()}"
