"""Events: what happens when and where, for one region or for every region."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import HasStatus, Overtaken, record
from portal.audit.personal import TRACED
from portal.events import parts
from portal.events.index import index_event
from portal.regions.models import Region
from portal.ui import dates, richtext
from portal.ui.pagecache import public_content_changed

KEPT_IN_CALENDAR = timedelta(days=365)
CANCELLED_KEPT_IN_CALENDAR = timedelta(days=90)


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody reads every event: an event is public from the moment it is added."""
        return self

    def add(self, *, region, by, **fields):
        """Save and return an event with `fields`, whose rich text is cleaned. `add_event` is what makes it public."""
        return self.create(**_clean(fields), region=region, made_by=by, edited_by=by)

    def of(self, place):
        """Events of the region `place`; when it is None all of them, those for every region included."""
        return self if place is None else self.filter(region=place)

    def upcoming(self, now=None):
        """Events that are not over at `now` (a moment; this one when None), next first; cancelled ones too."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now=None):
        """Events that are over at `now` (a moment; this one when None), latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def featured_for(self, place, now=None):
        """The next event chosen for the page of the region `place`, or for the home page when it is None; or none.

        It leaves by itself when it is over or cancelled. At most one row, in one query.
        """
        chosen = Q(featured_on_home=True) if place is None else Q(region=place, is_featured=True)
        return self.upcoming(now).filter(chosen, status=Event.Status.SCHEDULED).for_list()[:1]

    def next_for(self, place, count, now=None):
        """The featured event and the next `count` events of `place` (a region, or None for all), in one query."""
        soonest = self.of(place).upcoming(now).values("pk")[:count]
        featured = self.featured_for(place, now).values("pk")
        return self.upcoming(now).filter(Q(pk__in=soonest) | Q(pk__in=featured)).for_list()

    def tally(self, now=None):
        """How many are `upcoming` and `past` at `now`, and when the first of the upcoming ends (`next_end`): one query.

        `next_end` is None when nothing is upcoming.
        """
        still = Q(ends_at__gt=now or timezone.now())
        return self.aggregate(
            upcoming=Count("pk", filter=still), past=Count("pk", filter=~still), next_end=Min("ends_at", filter=still)
        )

    def in_calendar(self, now=None):
        """What a subscribed calendar holds: a year back; cancelled ones until calendars have dropped them."""
        now = now or timezone.now()
        kept = Q(status=Event.Status.SCHEDULED, ends_at__gt=now - KEPT_IN_CALENDAR)
        dropped = Q(status=Event.Status.CANCELLED, ends_at__gt=now - CANCELLED_KEPT_IN_CALENDAR)
        return self.filter(kept | dropped).select_related("region").order_by("starts_at", "pk")

    def for_list(self):
        """The columns that a list shows."""
        return self.select_related("region").only(
            "title", "starts_at", "ends_at", "is_all_day", "place", "is_online", "status", "is_featured",
            "featured_on_home", "region__slug", "region__name",
        )  # fmt: skip


class Event(HasStatus, models.Model):
    """Something that people come to, in a region or for every region. It is public as soon as it is added."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        CANCELLED = "cancelled", "Cancelled"

    MOVES = {Status.SCHEDULED: {Status.CANCELLED}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    title = models.CharField(max_length=150)
    summary = models.TextField(blank=True, help_text="Clean rich text.")
    is_all_day = models.BooleanField(default=False)
    starts_at = models.DateTimeField(help_text="Of whole days: midnight, UK time, at which the first day begins.")
    ends_at = models.DateTimeField(help_text="Of whole days: midnight, UK time, at which the last day ends.")
    place = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=False)
    link = models.URLField(max_length=500, blank=True)
    is_featured = models.BooleanField("featured for its region", default=False)
    featured_on_home = models.BooleanField("featured on the home page", default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.SCHEDULED, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_reason = models.CharField(max_length=300, blank=True, editable=False)

    PERSONAL = {"made_by": TRACED, "edited_by": TRACED, "cancelled_by": TRACED}

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(status="scheduled", cancelled_at=None, cancelled_by=None, cancelled_reason="")
                | (Q(status="cancelled", cancelled_at__isnull=False, cancelled_by__isnull=False)
                   & ~Q(cancelled_reason="")),
                name="event_cancelled_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_featured=False) | Q(region__isnull=False), name="event_featured_has_a_region"
            ),
            models.UniqueConstraint(fields=["id", "region"], name="event_as_what_names_it_copies"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["ends_at", "starts_at"], name="event_by_end"),
            models.Index(fields=["region", "ends_at", "starts_at"], name="event_of_region_by_end"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("event", args=[self.pk])

    @property
    def audit_region(self):
        return self.region.slug if self.region else ""

    @property
    def first_day(self):
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self):
        """The last day on which it takes place; the midnight at which whole days end belongs to the day before."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    def is_featured_for(self, place):
        """Whether it was chosen for the page of the region `place`, or for the home page when that is None."""
        chosen = self.featured_on_home if place is None else self.is_featured and self.region_id == place.pk
        return chosen and not self.is_cancelled

    @property
    def when(self):
        """Its days, or from when to when in UK time, in words."""
        if self.is_all_day:
            return dates.days(self.first_day, self.last_day)
        return dates.span(self.starts_at, self.ends_at)

    @property
    def where(self):
        """Where it is, in words: "Online", a place, "a place and online", or nothing when it isn't known."""
        if self.place and self.is_online:
            return f"{self.place} and online"
        return self.place or ("Online" if self.is_online else "")

    def rewrite(self, *, by, version, said=None, **fields):
        """Replace `fields`, and what its parts `said` (as in `parts.keep`), if nobody has changed the event since
        `version`. Raises Overtaken otherwise."""
        with transaction.atomic():
            self._step(version, by, **_clean(fields))
            parts.keep(self, said or {})
            record("changed", self, by=by)
            self.made_public()

    def cancel(self, *, by, reason, version):
        """Call it off, saying why. Raises Overtaken when somebody changed it since `version`."""
        with transaction.atomic():
            self._step(version, by)
            self._move_to(
                self.Status.CANCELLED,
                by=by,
                cancelled_at=timezone.now(),
                cancelled_by=by,
                cancelled_reason=reason,
            )
            self.made_public()

    def feature_on_home(self, chosen, *, by, version):
        """Choose it for the home page, or no longer. Raises Overtaken when somebody changed it since `version`."""
        with transaction.atomic():
            self._step(version, by, featured_on_home=chosen)
            record("featured on the home page" if chosen else "took off the home page", self, by=by)
            self.made_public()

    def made_public(self):
        """Show it as it now is to search and to every reader. Last in the transaction that changes it."""
        index_event(self)
        public_content_changed()

    def _step(self, version, by, **fields):
        """Write `fields` and step from `version` to the next; the version is also the calendar's sequence."""
        fields |= {"version": version + 1, "edited_at": timezone.now(), "edited_by": by}
        if not Event.objects.filter(pk=self.pk, version=version).update(**fields):
            raise Overtaken(f"Somebody else changed {self} first.")
        for name, value in fields.items():
            setattr(self, name, value)


def _clean(fields):
    return fields | ({"summary": richtext.clean(fields["summary"])} if "summary" in fields else {})
