"""What follows from a finding: recommended next steps, the host's actions, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from peerchallenge.models.of_authority import (
    OfAuthority,
    OfAuthorityQuerySet,
    at_own_authority,
    own_readers,
    runners,
)
from peerchallenge.reviews.models.finding import Finding, Item, ItemQuerySet
from peerchallenge.reviews.models.personal import MOVED, NAMED, OWNS
from peerchallenge.reviews.models.review import Review
from peerchallenge.reviews.models.team import in_team
from portal.accounts.roles import Role
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion

# What the team recommends, and what the host added itself once it sent its reply.
TOLD = Q(is_own=False) | Q(review__replied_at__isnull=False)


class NextStepQuerySet(ItemQuerySet):
    def readers(self, user):
        """As of any item; what the host added itself, by others from when it sent its reply."""
        return super().readers(user) & (TOLD | own_readers(user))

    def public(self):
        return super().public().filter(TOLD)

    def standing(self):
        return self.filter(is_removed=False, finding__is_removed=False)

    def accepted(self):
        return self.standing().filter(answer__in=[NextStep.Answer.ACCEPTED, NextStep.Answer.PARTLY])


class NextStep(HasVersion, Item):
    """A next step that peers recommend; the host accepts it, in part or not at all. Or one that the host adds itself.

    Accepted ones open the host's next self-assessment. The answer is read by others from when the host sent its reply.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", "Not yet answered"
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        NOT_ACCEPTED = "not-accepted", "Not accepted"

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="next_steps")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="next_steps")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=600)
    is_own = models.BooleanField("added by the host", default=False, editable=False)
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.WAITING, editable=False)
    answer_because = models.CharField("why", max_length=600, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    is_removed = models.BooleanField(default=False, editable=False)

    PERSONAL = {"answered_by": MOVED}

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["finding__position", "position", "pk"]
        constraints = [
            SameAsParent(
                parent="finding", fields=["review", "region", "authority"], name="nextstep_same_as_its_finding"
            ),
            models.UniqueConstraint(
                fields=["id", "review", "region", "authority"], name="nextstep_as_its_children_copy"
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at=None, answered_by=None)
                | Q(~Q(answer="waiting"), answered_at__isnull=False, answered_by__isnull=False),
                name="nextstep_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["waiting", "accepted"]) | ~Q(answer_because=""),
                name="nextstep_answered_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_own=False) | Q(answer="accepted"), name="nextstep_of_the_host_is_accepted"
            ),
        ]

    def __str__(self):
        return f"Next step {self.position + 1} of {self.finding}"  # without its words


class OfNextStepQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers; from when the host sent its reply, whoever reads the next step."""
        sent = Q(review__replied_at__isnull=False, next_step__in=NextStep.objects.visible_to(user).values("pk"))
        return own_readers(user) | sent

    def public(self):
        """Those of next steps that everybody reads."""
        public = NextStep.objects.public().standing()
        return self.filter(review__replied_at__isnull=False, next_step__in=public.values("pk"))


class HostActionQuerySet(OfNextStepQuerySet):
    def readers(self, user):
        """Besides, whoever the host named as its owner, while they hold a post there: this action and no more."""
        return super().readers(user) | (Q(owner_person=user) & at_own_authority(user, frozenset(Role)))


class HostAction(HasStatus, HasVersion, HasPublicId, OfAuthority):
    """What the host does for a next step: who, by when, how success is measured. Closed by another than its owner."""

    class Status(models.TextChoices):
        OPEN = "open", "Under way"
        DONE = "done", "Said to be done"
        CLOSED = "closed", "Done and checked"
        DROPPED = "dropped", "Dropped"

    MOVES = {
        Status.OPEN: {Status.DONE, Status.DROPPED},
        Status.DONE: {Status.CLOSED, Status.OPEN, Status.DROPPED},
        Status.CLOSED: {Status.OPEN},
        Status.DROPPED: {Status.OPEN},
    }

    next_step = models.ForeignKey(NextStep, on_delete=models.PROTECT, related_name="actions")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, editable=False, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=400)
    owner = models.CharField("owner", max_length=150, help_text="A post, such as Head of Early Help.")
    owner_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who holds this post and is asked how it goes.",
    )  # fmt: skip
    due_on = models.DateField("by")
    measure = models.CharField("how we will know", max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN, editable=False)
    status_at = models.DateTimeField(default=timezone.now, editable=False)
    said_done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    because = models.CharField(max_length=400, blank=True, editable=False, help_text="How it was checked; why dropped.")

    PERSONAL = {"owner": NAMED, "owner_person": OWNS, "said_done_by": MOVED, "closed_by": MOVED}

    objects = HostActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "position", "pk"]
        constraints = [
            SameAsParent(
                parent="next_step", fields=["review", "region", "authority"], name="hostaction_same_as_its_next_step"
            ),
            models.UniqueConstraint(
                fields=["id", "review", "region", "authority"], name="hostaction_as_its_children_copy"
            ),
            models.UniqueConstraint(fields=["id", "region"], name="hostaction_as_a_priority_link_copies_it"),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_by__isnull=False), name="hostaction_closed_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(owner_person=None) | ~Q(closed_by=F("owner_person")),
                name="hostaction_closed_by_another_than_its_owner",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(said_done_by=None) | ~Q(closed_by=F("said_done_by")),
                name="hostaction_closed_by_another_than_who_said_so",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(because=""), name="hostaction_dropped_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"Action {self.position + 1} of {self.next_step}"  # without its words


class ProgressCheckQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers; from when it was sent, the team and those who run the region's peer challenge."""
        return own_readers(user) | Q(sent_at__isnull=False) & (in_team(user) | runners(user))


class ProgressCheck(HasVersion, HasPublicId, OfAuthority):
    """So many months after the final letter the host is asked what became of its actions, and what they changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="checks")
    months = models.PositiveSmallIntegerField(help_text="After the final letter.")
    due_on = models.DateField()
    difference = models.TextField("what difference it made to children", max_length=2000, blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"sent_by": MOVED}

    objects = ProgressCheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            SameAsParent(parent="review", fields=["region", "authority"], name="check_same_as_its_review"),
            models.UniqueConstraint(fields=["id", "review", "region", "authority"], name="check_as_its_children_copy"),
            models.UniqueConstraint(fields=["review", "months"], name="one_progress_check_a_month"),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="check_sent_whole",
            ),
        ]

    def __str__(self):
        return f"Progress after {self.months} months"


class ActionReportQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The host's own readers; from when the progress check was sent, whoever reads the action."""
        sent = Q(progress_check__sent_at__isnull=False, action__in=HostAction.objects.visible_to(user).values("pk"))
        return own_readers(user) | sent


class ActionReport(HasVersion, OfAuthority):
    """What became of one action by a progress check, and what difference it made. Prefilled with what was said last."""

    class Status(models.TextChoices):
        DONE = "done", "Done"
        ON_TRACK = "on-track", "On track"
        LATE = "late", "Later than planned"
        NOT_BEGUN = "not-begun", "Not begun"
        DROPPED = "dropped", "Dropped"

    # A field may not be called `check`: that is Django's own.
    progress_check = models.ForeignKey(ProgressCheck, on_delete=models.PROTECT, related_name="reports")
    action = models.ForeignKey(HostAction, on_delete=models.PROTECT, related_name="reports")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, editable=False, related_name="+")
    status = models.CharField(max_length=10, choices=Status)
    done = models.TextField("what was done", max_length=1000, blank=True)
    difference = models.TextField("what difference it made", max_length=1000, blank=True)

    objects = ActionReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            SameAsParent(
                parent="progress_check", fields=["review", "region", "authority"], name="report_same_as_its_check"
            ),
            SameAsParent(parent="action", fields=["review", "region", "authority"], name="report_same_as_its_action"),
            models.UniqueConstraint(fields=["progress_check", "action"], name="one_report_on_an_action"),
        ]

    def __str__(self):
        return f"Report on {self.action}"  # without its words
