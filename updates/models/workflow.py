"""The way of an edition from a working draft to what everybody reads: its states, its verbs and who took them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.audit.models import HasStatus
from portal.audit.personal import TRACED


def _person(**options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", **options
    )


class Reviewed(HasStatus):
    """A draft that a second person may have to approve before it is published.

    Returned is not a state of its own: a returned draft is a draft again, with the comment beside it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        DISCARDED = "discarded", "Discarded"

    # The one edition that is being worked on.
    WORKING = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)
    MOVES = {
        Status.DRAFT: {Status.IN_REVIEW, Status.PUBLISHED, Status.DISCARDED},
        Status.IN_REVIEW: {Status.DRAFT, Status.APPROVED, Status.PUBLISHED, Status.DISCARDED},
        Status.APPROVED: {Status.DRAFT, Status.PUBLISHED, Status.DISCARDED},
        Status.PUBLISHED: {Status.DRAFT},  # only while it is scheduled
    }

    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField("when it was sent for review", null=True)
    submitted_by = _person()
    due_on = models.DateField("when the review is due", null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = _person()
    comment = models.TextField("what the reviewer said", blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = _person()
    published_at = models.DateTimeField("when Publish was pressed", null=True)
    published_by = _person()
    published_alone_because = models.CharField(max_length=500, blank=True)
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)

    PERSONAL = dict.fromkeys(("submitted_by", "returned_by", "approved_by", "published_by"), TRACED)

    class Meta:
        abstract = True

    @property
    def is_draft(self):
        """Whether it may be written in."""
        return self.status == self.Status.DRAFT

    @property
    def is_in_review(self):
        return self.status == self.Status.IN_REVIEW

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def is_returned(self):
        return self.is_draft and self.returned_at is not None

    @property
    def is_working(self):
        """Whether somebody is still to write, review or publish it."""
        return self.status in self.WORKING

    @property
    def is_live(self):
        now = timezone.now()
        return bool(self.live_from and self.live_from <= now and (self.live_until is None or self.live_until > now))

    @property
    def is_scheduled(self):
        """Whether it waits for its moment; one that was overtaken or withdrawn before it came waits no more."""
        waits = bool(self.live_from and self.live_from > timezone.now())
        return waits and (self.live_until is None or self.live_until > self.live_from)

    def submit(self, *, by, version, due_on=None):
        """Send the draft for review, as it was at `version`, to be looked at by the day `due_on`."""
        self._move_to(
            self.Status.IN_REVIEW, by=by, version=version, verb="sent for review", about=self.update,
            submitted_at=timezone.now(), submitted_by=by, due_on=due_on,
            returned_at=None, returned_by=None, comment="",
        )  # fmt: skip

    def send_back(self, *, by, version, comment):
        """Make it a draft again with a reviewer's comment."""
        self._move_to(
            self.Status.DRAFT, by=by, version=version, verb="returned", about=self.update,
            returned_at=timezone.now(), returned_by=by, comment=comment.strip(), **self._NOT_APPROVED,
        )  # fmt: skip

    def take_back(self, *, by, version):
        """Make it a draft again, to be changed by its writers."""
        self._move_to(
            self.Status.DRAFT, by=by, version=version, verb="took back", about=self.update, **self._NOT_APPROVED
        )

    def approve(self, *, by, version):
        """Say that it may be published as it is."""
        self._move_to(
            self.Status.APPROVED, by=by, version=version, verb="approved", about=self.update,
            approved_at=timezone.now(), approved_by=by,
        )  # fmt: skip

    def publish(self, *, by, version, live_from, alone_because="", **fields):
        """Go live from `live_from`; `updates.actions.publish` does what follows for the update."""
        self._move_to(
            self.Status.PUBLISHED, by=by, version=version, about=self.update,
            verb="published" if live_from <= timezone.now() else "scheduled",
            details={"edition": self.pk, "live_from": live_from.isoformat()}
            | ({"reason": f"Without a second person: {alone_because}"} if alone_because else {}),
            published_at=timezone.now(), published_by=by, published_alone_because=alone_because,
            live_from=live_from, **fields,
        )  # fmt: skip

    def unschedule(self, *, by, version):
        """Be a draft again instead of going live; `updates.actions.unschedule` asks whether it still waits."""
        self._move_to(
            self.Status.DRAFT, by=by, version=version, verb="stopped from going live", about=self.update,
            published_at=None, published_by=None, published_alone_because="", live_from=None, live_until=None,
            first_published_at=None, last_major_at=None, **self._NOT_APPROVED,
        )  # fmt: skip

    def discard(self, *, by, version=None):
        """Put the working draft away, as it was at `version`; its words are kept, but nobody works on them any more.

        Raises Overtaken when somebody saved, published or discarded it first.
        """
        self._move_to(self.Status.DISCARDED, by=by, version=version, verb="discarded the draft of", about=self.update)

    _NOT_APPROVED = {"submitted_at": None, "submitted_by": None, "approved_at": None, "approved_by": None}


def _both_or_neither(name, moment, person):
    return models.CheckConstraint(
        condition=Q(**{f"{moment}__isnull": True, f"{person}__isnull": True}) | Q(**{f"{moment}__isnull": False}),
        name=name,
    )


CONSTRAINTS = [
    models.UniqueConstraint(
        fields=["update"], condition=Q(status__in=Reviewed.WORKING), name="one_working_draft_of_an_update"
    ),
    models.CheckConstraint(
        condition=Q(published_at__isnull=True, published_by__isnull=True, live_from__isnull=True)
        | Q(published_at__isnull=False, live_from__isnull=False),
        name="edition_published_whole",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=[*Reviewed.WORKING, Reviewed.Status.DISCARDED]) | Q(published_at__isnull=True),
        name="edition_draft_is_never_live",
    ),
    models.CheckConstraint(
        condition=~Q(status=Reviewed.Status.IN_REVIEW) | Q(submitted_at__isnull=False),
        name="edition_in_review_was_submitted",
    ),
    models.CheckConstraint(
        condition=~Q(status=Reviewed.Status.APPROVED) | Q(approved_at__isnull=False), name="edition_approved_whole"
    ),
    _both_or_neither("edition_submitted_at_and_by", "submitted_at", "submitted_by"),
    _both_or_neither("edition_returned_at_and_by", "returned_at", "returned_by"),
    _both_or_neither("edition_approved_at_and_by", "approved_at", "approved_by"),
]
