"""What authorities do after reviews for a region's priorities: chosen in an action's form, evidence once closed."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews.models import HostAction
from portal.ui import dates
from priorities import evidence
from priorities.actions.tagging import write_themes
from priorities.evidence import Evidence
from priorities.models import ActionTheme
from priorities.theme_choices import ThemeChoices, ThemesField, theme_text


class ServesField(ThemesField):
    """Which priorities and enablers of the region an action serves."""

    def __init__(self, **options):
        super().__init__(label="Priorities and enablers of the region that it serves", **options)
        self.template_name = "priorities/_serves_choice.html"


class ActionThemes:
    """What an action serves, as `peerchallenge.reviews.parts` asks for it."""

    def field(self, action, review, by, sent):
        """The plans offered are those that run from today on."""
        themes = ActionTheme.objects.filter(action=action)
        field = ServesField(initial=[theme_text(theme) for theme in themes.named()] if action else [])
        days = (timezone.localdate(), date.max)
        field.offer(ThemeChoices([review.region], by, days=days, before=themes, keys=sent), sent)
        return field

    def keep(self, action, said):
        write_themes(ActionTheme.objects.filter(action=action), "action", [(action, said)], region_id=action.region_id)

    def forget(self, action):
        ActionTheme.objects.filter(action=action).delete()

    def links(self, actions, user):
        """The priorities and enablers of plans that everybody reads; two queries."""
        regions = {one.pk: one.region for one in actions}
        for theme in ActionTheme.objects.filter(action__in=[one.pk for one in actions]).public().named():
            theme.plan.region = regions[theme.action_id]
            theme.subject.plan = theme.plan
            yield theme.action_id, theme.subject.name, theme.subject.get_absolute_url()


def closed_actions(subjects, user):
    """Actions after reviews that serve these priorities and enablers, checked and closed, as far as `user` reads them:
    everybody those of next steps that their host opened to the public. One query."""
    asked = {evidence.key_of(subject): subject for subject in subjects}
    themes = ActionTheme.objects.about(subjects).read_by(user).filter(action__status=HostAction.Status.CLOSED)
    for theme in themes.select_related("action__authority", "action__region"):
        key = ("priority", theme.priority_id) if theme.priority_id else ("enabler", theme.enabler_id)
        yield asked[key], _as_evidence(theme.action, user)


def _as_evidence(action, user):
    url = reverse("region_peer_challenge", args=[action.region.slug])
    if user.is_authenticated:
        url = reverse("host_action", args=[action.public_id])
    closed_on = dates.local(action.status_at).date()
    return Evidence("Action after a peer review", closed_on, action.what, url, str(action.authority))
