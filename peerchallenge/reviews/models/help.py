"""Asks and offers: what an authority would like help with, what it may be asked about, and what came of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.of_authority import (
    OWN_READERS,
    OfAuthority,
    OfAuthorityQuerySet,
    authorities_of,
    own_readers,
    runners,
)
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.reviews.models.finding import Finding, Theme
from peerchallenge.reviews.models.personal import NAMED
from portal.audit.integrity import SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.audit.personal import TRACED
from portal.regions.models import LocalAuthority

ASKED_AFTER = timedelta(days=90)  # what came of it


class HelpEntryQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The authority's own readers and those who run the region's peer challenge; while it is open the region's
        directors; and the own readers of an authority that was brought together with it."""
        met = Introduction.objects.filter(helper__in=authorities_of(user, OWN_READERS)).values("entry")
        led = [region.pk for post in user.posts_now() if post.role in DIRECTORS for region in post.regions()]
        others = Q(region__in=led, status=HelpEntry.Status.OPEN)
        return own_readers(user) | runners(user) | others | Q(pk__in=met)


class HelpEntry(HasStatus, HasVersion, HasPublicId, OfAuthority):
    """An authority asks for help, or offers it; written by it alone, out of a finding or a statement or of its own."""

    class Kind(models.TextChoices):
        ASK = "ask", "We would like help with"
        OFFER = "offer", "We may be asked about"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        MET = "met", "Met"
        TAKEN_BACK = "taken-back", "Taken back"

    MOVES = {
        Status.OPEN: {Status.MET, Status.TAKEN_BACK},
        Status.MET: {Status.OPEN},
        Status.TAKEN_BACK: {Status.OPEN},
    }

    kind = models.CharField(max_length=6, choices=Kind)
    text = models.CharField(max_length=400)
    contact = models.CharField("whom to ask", max_length=150, blank=True, help_text="A post.")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="help_entries")
    statement = models.UUIDField(null=True, blank=True, help_text="public_id of a statement in the submitted words.")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, editable=False)
    status_at = models.DateTimeField(default=timezone.now, editable=False)

    PERSONAL = {"contact": NAMED}

    objects = HelpEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name_plural = "help entries"
        constraints = [
            models.UniqueConstraint(fields=["id", "region", "authority"], name="helpentry_as_its_children_copy_it"),
        ]

    def __str__(self):
        return self.get_kind_display()  # without its words

    def get_absolute_url(self):
        return reverse("help_entry", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_ask(self) -> bool:
        return self.kind == self.Kind.ASK

    def stand_at(self, status, *, by, version):
        """Met, taken back, or open again."""
        self._move_to(status, by=by, version=version, status_at=timezone.now())


class IntroductionQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """Those who run the region's peer challenge, and the own readers of both authorities."""
        return runners(user) | own_readers(user) | Q(helper__in=authorities_of(user, OWN_READERS))


class Introduction(HasVersion, HasPublicId, OfAuthority):
    """The region's managers brought together who asks and who can help; after 90 days they ask what came of it."""

    class Outcome(models.TextChoices):
        UNSAID = "unsaid", "Not yet said"
        HELPED = "helped", "It helped"
        PARTLY = "partly", "It helped in part"
        NOT_HELPED = "not-helped", "It didn’t help"
        NOT_HAPPENED = "not-happened", "It didn’t happen"

    entry = models.ForeignKey(HelpEntry, on_delete=models.PROTECT, related_name="introductions")
    helper = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(HelpEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="taken_up_by")
    on = models.DateField("brought together on", default=timezone.localdate)
    note = models.CharField(max_length=300, blank=True)
    ask_on = models.DateField(help_text="From when they are asked what came of it.")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.UNSAID, editable=False)
    what_came = models.CharField("what came of it", max_length=600, blank=True, editable=False)
    said_at = models.DateTimeField(null=True, editable=False)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"said_by": TRACED}

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            SameAsParent(parent="entry", fields=["region", "authority"], name="introduction_same_as_its_entry"),
            models.CheckConstraint(
                condition=Q(outcome="unsaid", said_at=None, said_by=None)
                | Q(~Q(outcome="unsaid"), said_at__isnull=False, said_by__isnull=False),
                name="introduction_outcome_whole",
            ),
        ]

    def __str__(self):
        return f"{self.helper} introduced"
