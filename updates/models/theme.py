"""What a section is about: the priorities and enablers of the region's plans with which its writers tag it."""

from django.db import models
from django.db.models import F, Q

from portal.audit.integrity import SameAsParent
from priorities.models import Enabler, Plan, Priority
from updates.models.edition import Edition, Section
from updates.models.tag import live_q

# What a section can be about, by the first part of its key.
KINDS = {"priority": Priority, "enabler": Enabler}


class SectionThemeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a section is about is read by those who may read both its edition and the plan."""
        return self.filter(edition__in=Edition.objects.visible_to(user), plan__in=Plan.objects.visible_to(user))

    def live(self, at=None):
        """Those of what the public reads at `at` (now when None)."""
        return self.filter(live_q(at, "edition__"))

    def about(self, priority=(), enabler=()):
        """Those of these priorities and enablers, given by their ids."""
        return self.filter(Q(priority__in=priority) | Q(enabler__in=enabler))

    def named(self):
        """With their names, in the order in which they are said: the latest plan first, priorities before enablers."""
        found = self.select_related("priority", "enabler", "plan")
        return found.defer("priority__narrative", "enabler__narrative", "plan__introduction").order_by(
            "-plan__starts_on", "plan_id",
            F("priority__position").asc(nulls_last=True), "priority_id", "enabler__position", "enabler_id",
        )  # fmt: skip


class SectionTheme(models.Model):
    """A section is about a priority or an enabler of its region. The database sees to it that the region is one."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="themes", db_index=False)
    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="+")
    enabler = models.ForeignKey(Enabler, null=True, on_delete=models.PROTECT, related_name="+")
    # Copied from the section and from the priority or enabler, never changed: what must agree is compared by them.
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="themes")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = SectionThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__isnull=False) ^ Q(enabler__isnull=False), name="theme_is_one_thing"
            ),
            models.UniqueConstraint(fields=["section", "priority"], name="one_priority_of_a_section"),
            models.UniqueConstraint(fields=["section", "enabler"], name="one_enabler_of_a_section"),
            SameAsParent(parent="section", fields=["edition"], name="theme_same_as_its_section"),
            SameAsParent(parent="edition", fields=["region"], name="theme_same_as_its_edition"),
            SameAsParent(parent="plan", fields=["region"], name="theme_same_as_its_plan"),
            SameAsParent(parent="priority", fields=["plan"], name="theme_same_as_its_priority"),
            SameAsParent(parent="enabler", fields=["plan"], name="theme_same_as_its_enabler"),
        ]

    def __str__(self):
        return self.subject.name

    @property
    def subject(self) -> Priority | Enabler:
        return self.priority or self.enabler

    @property
    def key(self) -> str:
        """Which priority or enabler, as forms and the history name it: "priority-12"."""
        return f"priority-{self.priority_id}" if self.priority_id else f"enabler-{self.enabler_id}"
