"""What a section is about: the priorities and enablers of the region's plans with which its writers tag it."""

from django.db import models

from portal.audit.integrity import SameAsParent
from priorities.models import Plan, Theme
from priorities.models.theme import ThemeQuerySet
from updates.models.edition import Edition, Section
from updates.models.tag import live_q


class SectionThemeQuerySet(ThemeQuerySet):
    def visible_to(self, user):
        """What a section is about is read by those who may read both its edition and the plan."""
        return self.filter(edition__in=Edition.objects.visible_to(user), plan__in=Plan.objects.visible_to(user))

    def live(self, at=None):
        """Those of what the public reads at `at` (now when None)."""
        return self.filter(live_q(at, "edition__"))


class SectionTheme(Theme):
    """A section is about a priority or an enabler of its region."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="themes", db_index=False)
    # Copied from the section, as the region is from the edition.
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="themes")

    objects = SectionThemeQuerySet.as_manager()

    class Meta(Theme.Meta):
        constraints = [
            *Theme.Meta.constraints,
            models.UniqueConstraint(fields=["section", "priority"], name="one_priority_of_a_section"),
            models.UniqueConstraint(fields=["section", "enabler"], name="one_enabler_of_a_section"),
            SameAsParent(parent="section", fields=["edition"], name="sectiontheme_same_as_its_section"),
            SameAsParent(parent="edition", fields=["region"], name="sectiontheme_same_as_its_edition"),
        ]
