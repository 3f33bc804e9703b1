"""What something in a region is about: the priorities and enablers of the region's plans with which it is tagged."""

from django.db import models
from django.db.models import F, Q

from portal.audit.integrity import SameAsParent
from portal.events.models import Event
from priorities.models.plan import Plan
from priorities.models.priority import Enabler, Priority

# What something can be about, by the first part of its key.
KINDS = {"priority": Priority, "enabler": Enabler}


class ThemeQuerySet(models.QuerySet):
    def public(self):
        """Those whose priority or enabler everybody reads."""
        taken_out = Q(priority__is_removed=True) | Q(enabler__is_removed=True)
        return self.filter(plan__in=Plan.objects.public()).exclude(taken_out)

    def about(self, subjects):
        """Those of these Priority and Enabler records."""
        of = {kind: [one.pk for one in subjects if isinstance(one, model)] for kind, model in KINDS.items()}
        return self.filter(Q(priority__in=of["priority"]) | Q(enabler__in=of["enabler"]))

    def named(self):
        """With their names, in the order in which they are said: the latest plan first, priorities before enablers."""
        found = self.select_related("priority", "enabler", "plan")
        return found.defer("priority__narrative", "enabler__narrative", "plan__introduction").order_by(
            "-plan__starts_on", "plan_id",
            F("priority__position").asc(nulls_last=True), "priority_id", "enabler__position", "enabler_id",
        )  # fmt: skip


class Theme(models.Model):
    """Something is about a priority or an enabler of its region. The database sees to it that the region is one.

    A model of it adds what is tagged and a SameAsParent constraint for its region.
    """

    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="+")
    enabler = models.ForeignKey(Enabler, null=True, on_delete=models.PROTECT, related_name="+")
    # Copied from what is tagged and from the priority or enabler, never changed: what must agree is compared by them.
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=False) ^ Q(enabler__isnull=False), name="%(class)s_is_one_thing"
            ),
            SameAsParent(parent="plan", fields=["region"], name="%(class)s_same_as_its_plan"),
            SameAsParent(parent="priority", fields=["plan"], name="%(class)s_same_as_its_priority"),
            SameAsParent(parent="enabler", fields=["plan"], name="%(class)s_same_as_its_enabler"),
        ]

    def __str__(self):
        return self.subject.name

    @property
    def subject(self) -> Priority | Enabler:
        return self.priority or self.enabler

    @property
    def key(self) -> str:
        """Which priority or enabler, as forms and histories name it: "priority-12"."""
        return f"priority-{self.priority_id}" if self.priority_id else f"enabler-{self.enabler_id}"


class EventThemeQuerySet(ThemeQuerySet):
    def visible_to(self, user):
        """What an event is about is read by those who may read both the event and the plan."""
        return self.filter(event__in=Event.objects.visible_to(user), plan__in=Plan.objects.visible_to(user))

    def taking_place(self):
        """Those of events that aren't cancelled."""
        return self.filter(event__status=Event.Status.SCHEDULED)


class EventTheme(Theme):
    """An event is about a priority or an enabler of its region."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="themes", db_index=False)

    objects = EventThemeQuerySet.as_manager()

    class Meta(Theme.Meta):
        constraints = [
            *Theme.Meta.constraints,
            models.UniqueConstraint(fields=["event", "priority"], name="one_priority_of_an_event"),
            models.UniqueConstraint(fields=["event", "enabler"], name="one_enabler_of_an_event"),
            SameAsParent(parent="event", fields=["region"], name="eventtheme_same_as_its_event"),
        ]
