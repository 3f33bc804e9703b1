"""Who guides a priority: offices, so that history stays when the person changes."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import Office
from priorities.models.priority import Priority


class Lead(models.Model):
    """An office that guides a priority, from one day until another."""

    class Part(models.TextChoices):
        LINK_DCS = "link-dcs", "Link DCS"
        LEAD_MEMBER = "lead-member", "Lead Member"
        LEAD_OFFICER = "lead-officer", "Lead officer"

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="leads")
    part = models.CharField(max_length=12, choices=Part)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="leads")
    from_on = models.DateField("from", default=timezone.localdate)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["part", "from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "part"], condition=Q(to_on=None), name="one_lead_of_a_kind"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")), name="lead_in_order"),
        ]

    def __str__(self):
        return f"{self.get_part_display()}: {self.office}"
