"""The owner's note: once a quarter an owner is asked for two sentences and a status, and a manager takes them over."""

from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasPublicId, HasStatus, Overtaken
from portal.audit.personal import TRACED, AtErasure, Personal
from portal.regions.models import Region
from priorities.models.action import Action


def hashed(secret: str) -> str:
    """Return what the database keeps of the secret of a private link: from it nobody finds the secret again."""
    return sha256(secret.encode()).hexdigest()


class OwnersNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The region's programme managers."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(region__slug__in=user.managed_region_slugs())

    def waiting(self):
        """Answered, and neither taken over nor declined yet."""
        return self.filter(status=OwnersNote.Status.ANSWERED)

    def unanswered(self):
        """Asked for, and the private link still works."""
        return self.filter(status=OwnersNote.Status.ASKED, ends_at__gt=timezone.now())

    def of_link(self, secret):
        """Return the note whose private link holds `secret`; None when there is none or it has expired."""
        found = self.filter(secret_hash=hashed(secret), ends_at__gt=timezone.now())
        organisations = [f"action__owner__{place}" for place in ("region", "authority", "trust")]
        return found.select_related("action__plan__region", "region", "person", *organisations).first()


ASKED = Personal(
    what="When you were asked for an owner’s note, what you answered, who decided on it",
    why="To ask you once a quarter, and to show what was taken over",
    kept="As long as the plan",
)


class OwnersNote(HasStatus, HasPublicId, CopiesParent):
    """An owner was asked for a note on an action. The answer is a proposal: nothing changes until it is accepted."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    MOVES = {
        Status.ASKED: {Status.ANSWERED},
        Status.ANSWERED: {Status.ANSWERED, Status.ACCEPTED, Status.DECLINED},
    }

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="owners_notes")
    quarter = models.CharField(max_length=7, help_text="Such as 2026-Q1.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(help_text="Until then the private link works.")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED, editable=False)
    text = models.CharField(max_length=1000, blank=True)
    action_status = models.CharField(max_length=12, choices=Action.Status, blank=True)
    forecast = models.CharField(max_length=8, choices=Action.Forecast, blank=True)
    forecast_reason = models.CharField(max_length=300, blank=True)
    declined_because = models.CharField(max_length=300, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"person": ASKED, "decided_by": TRACED} | dict.fromkeys(
        ("text", "forecast_reason"),
        ASKED.beside("person", AtErasure.KEPT, "Without the name, it says what was taken over into the plan."),
    )

    objects = OwnersNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            SameAsParent(parent="action", fields=["region"], name="owners_note_same_as_its_action"),
            models.UniqueConstraint(fields=["action", "quarter", "person"], name="asked_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="owners_note_decided_whole",
            ),
        ]

    def __str__(self):
        return f"{self.action}, {self.quarter}"

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def is_decided(self) -> bool:
        return self.status in (self.Status.ACCEPTED, self.Status.DECLINED)

    @property
    def is_answered(self) -> bool:
        return self.status == self.Status.ANSWERED

    def answer(self, *, text, action_status, forecast, forecast_reason=""):
        """Propose a note and a status: nothing else changes. It can be answered again until it is decided.

        Raises NotAMove or Overtaken when it was decided first.
        """
        self._move_to(
            self.Status.ANSWERED, by=self.person, verb="answered", answered_at=timezone.now(), text=text,
            action_status=action_status, forecast=forecast, forecast_reason=forecast_reason,
        )  # fmt: skip

    def accept(self, *, by, answered_at):
        """Take over the answer given at `answered_at`; `priorities.actions.asking.accept` applies it to the action."""
        self._decide(self.Status.ACCEPTED, by, answered_at)

    def decline(self, *, by, answered_at, because):
        """Leave the action as it is; `because` says why."""
        self._decide(self.Status.DECLINED, by, answered_at, declined_because=because)

    @transaction.atomic
    def _decide(self, status, by, answered_at, **fields):
        """Raises Overtaken when the owner has answered again, or somebody has decided, meanwhile."""
        now = OwnersNote.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if now.answered_at != answered_at or now.is_decided:
            raise Overtaken(f"{self} was answered again or decided first.")
        self._move_to(status, by=by, decided_at=timezone.now(), decided_by=by, **fields)
