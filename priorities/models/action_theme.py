"""Which priority or enabler of its region an action serves that an authority took after a review by its peers."""

from django.db import models
from django.db.models import Q

from peerchallenge.reviews.models import HostAction
from portal.audit.integrity import SameAsParent
from priorities.models.plan import Plan
from priorities.models.theme import Theme, ThemeQuerySet


class ActionThemeQuerySet(ThemeQuerySet):
    def visible_to(self, user):
        """What an action serves is read by those who may read both the action and the plan."""
        return self.read_by(user).filter(plan__in=Plan.objects.visible_to(user))

    def read_by(self, user):
        """Those of actions that `user` reads: whoever may see them, and those that everybody reads."""
        rows = HostAction.objects
        read = Q(action__in=rows.public().values("pk"))
        return self.filter(read | Q(action__in=rows.visible_to(user).values("pk")) if user.is_authenticated else read)


class ActionTheme(Theme):
    """An action after a review serves a priority or an enabler of its region."""

    action = models.ForeignKey(HostAction, on_delete=models.CASCADE, related_name="themes", db_index=False)

    objects = ActionThemeQuerySet.as_manager()

    class Meta(Theme.Meta):
        constraints = [
            *Theme.Meta.constraints,
            models.UniqueConstraint(fields=["action", "priority"], name="one_priority_of_a_host_action"),
            models.UniqueConstraint(fields=["action", "enabler"], name="one_enabler_of_a_host_action"),
            SameAsParent(parent="action", fields=["region"], name="actiontheme_same_as_its_action"),
        ]
