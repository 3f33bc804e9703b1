"""Moderation: volunteers from other authorities look at how complete and how well evidenced what was submitted is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from peerchallenge.models.assessment import SelfAssessment
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, managers, own_readers, runners
from peerchallenge.models.personal import CONCERN, MODERATED
from peerchallenge.models.signing import Submission
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasStatus
from portal.audit.personal import AtErasure


class ModeratorQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Those who run the region's cycles, the moderator, and the authority's own readers."""
        return own_readers(user) | runners(user) | Q(person=user, region__in=user.regions_now())

    def at_work(self):
        return self.filter(status__in=[Moderator.Status.ACCEPTED, Moderator.Status.DONE])


class Moderator(HasStatus, HasPublicId, OfAuthority):
    """Somebody asked to moderate one submission. Never of its own authority, nor of the trust that serves it."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        DONE = "done", "Done"
        WITHDRAWN = "withdrawn", "Withdrawn"

    MOVES = {
        Status.ASKED: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.DONE, Status.WITHDRAWN},
        Status.DONE: {Status.ACCEPTED, Status.WITHDRAWN},
    }

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="moderators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    home = models.CharField(max_length=150, help_text="The organisation that they came from, when they were asked.")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED, editable=False)
    declined_because = models.CharField(max_length=300, blank=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)

    PERSONAL = {
        "person": MODERATED,
        "asked_by": MODERATED,
        "home": MODERATED.beside("person", AtErasure.KEPT, "It shows that nobody moderated their own authority."),
        "declined_because": MODERATED.beside("person", AtErasure.EMPTIED),
    }

    objects = ModeratorQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            SameAsParent(parent="submission", fields=["region", "authority"], name="moderator_same_as_the_submission"),
            models.UniqueConstraint(
                fields=["submission", "person"], condition=~Q(status="withdrawn"), name="moderates_once"
            ),
            models.UniqueConstraint(fields=["id", "region", "authority"], name="moderator_as_its_children_copy_it"),
        ]

    def __str__(self):
        return f"{self.person} on {self.submission}"

    @property
    def is_at_work(self) -> bool:
        """Whether they said yes, and write or have written."""
        return self.status in (self.Status.ACCEPTED, self.Status.DONE)

    def accept(self, *, by):
        """They read the submission from now on."""
        self._answer(self.Status.ACCEPTED, "accepted to moderate", by=by)

    def decline(self, *, by, because=""):
        """They needn't say why."""
        self._answer(self.Status.DECLINED, "declined to moderate", by=by, declined_because=because)

    def _answer(self, status, verb, *, by, **fields):
        self._move_to(status, by=by, verb=verb, about=self.submission, answered_at=timezone.now(), **fields)

    def finish(self, *, by):
        """What they wrote was sent to the authority."""
        self._move_to(self.Status.DONE, by=by, verb="moderated", about=self.submission)

    def withdraw(self, *, by):
        """They are asked no longer, and read nothing from now on; what they sent stays."""
        details = {"person": self.person_id}
        verb = "withdrew a moderator of"
        self._move_to(self.Status.WITHDRAWN, by=by, verb=verb, about=self.submission, details=details)


class RemarkQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Those who run the region's cycles, whoever made it, and the authority's own readers once it was sent."""
        theirs = Q(moderator__person=user, region__in=user.regions_now())
        return (own_readers(user) | runners(user)) & Q(sent_at__isnull=False) | theirs


class Remark(HasPublicId, OfAuthority):
    """What a moderator says of one statement, or of one area: completeness, strength of evidence, the ladder's step.

    There is one on each area from the moment when they accept. Its `version` counts for all that they say of the area.
    """

    class Supports(models.TextChoices):
        YES = "yes", "The evidence supports the judgement"
        PARTLY = "partly", "The evidence supports it in part"
        NO = "no", "The evidence doesn’t support it"

    class Reply(models.TextChoices):
        AGREE = "agree", "We agree"
        WILL_CHANGE = "will-change", "We will change it"
        DISAGREE = "disagree", "We disagree"

    moderator = models.ForeignKey(Moderator, on_delete=models.PROTECT, related_name="remarks")
    area_code = models.CharField(max_length=8)
    statement = models.UUIDField(null=True, blank=True, help_text="public_id of a statement in the submitted words.")
    text = models.TextField(max_length=2000, blank=True)
    proposed_step = models.PositiveSmallIntegerField(null=True, blank=True)
    step_reason = models.CharField(max_length=300, blank=True)
    supports = models.CharField(max_length=8, choices=Supports, blank=True)
    is_done = models.BooleanField(default=False, help_text="On an area: that is all they want to say of it.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    reply = models.CharField(max_length=12, choices=Reply, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"answered_by": MODERATED}

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["area_code", "pk"]
        constraints = [
            SameAsParent(parent="moderator", fields=["region", "authority"], name="remark_same_as_its_moderator"),
            models.UniqueConstraint(fields=["moderator", "area_code", "statement"], name="one_remark_on_a_statement"),
            models.UniqueConstraint(
                fields=["moderator", "area_code"], condition=Q(statement=None), name="one_remark_on_an_area"
            ),
            models.CheckConstraint(
                condition=Q(proposed_step=None) | Q(proposed_step__lte=4), name="remark_step_of_the_ladder"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, reply="", answer="")
                | Q(~Q(reply=""), sent_at__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="remark_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(reply="disagree") | ~Q(answer=""), name="remark_disagreed_with_in_words"
            ),
        ]

    def __str__(self):
        return f"Remark on area {self.area_code}"  # without its words: audit events carry this

    @property
    def says_something(self) -> bool:
        return bool(self.text or self.supports or self.proposed_step is not None)

    @property
    def edited_by(self):
        """Nobody else writes it."""
        return self.moderator.person

    @property
    def edited_by_id(self):
        return self.moderator.person_id


class ConcernQuerySet(OfAuthorityQuerySet):
    def waiting(self):
        """Those that no programme manager has taken up yet."""
        return self.filter(taken_up_at=None)

    def readers(self, user):
        """The programme managers of the region, and whoever raised it; not the authority."""
        return managers(user) | Q(raised_by=user)


class Concern(OfAuthority):
    """A concern was raised, when, by whom and to whom: nothing of what it is about is kept here."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="concerns")
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_to = models.CharField(max_length=200)
    taken_up_at = models.DateTimeField(null=True, editable=False)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {
        "raised_by": CONCERN,
        "raised_to": CONCERN.beside("raised_by", AtErasure.KEPT, "It shows that the concern was passed on."),
        "taken_up_by": CONCERN,
    }

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="concern_same_as_its_assessment"),
            models.CheckConstraint(
                condition=Q(taken_up_at=None, taken_up_by=None)
                | Q(taken_up_at__isnull=False, taken_up_by__isnull=False),
                name="concern_taken_up_whole",
            ),
        ]

    def __str__(self):
        return f"A concern was raised on {self.raised_at:%Y-%m-%d}"
