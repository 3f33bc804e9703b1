"""Events of a region about its priorities and enablers: chosen in their form, linked on their page, evidence."""

from datetime import date

from django.utils import timezone

from priorities import evidence
from priorities.actions.tagging import write_themes
from priorities.evidence import Evidence
from priorities.models import EventTheme
from priorities.theme_choices import ThemeChoices, ThemesField, theme_text


class EventThemes:
    """What an event is about, as `portal.events.parts` asks for it."""

    def field(self, event, regions, by, sent):
        """The plans offered are those that run on the event's days; for a new one, from today on."""
        themes = EventTheme.objects.filter(event=event)
        days = (event.first_day, event.last_day) if event else (timezone.localdate(), date.max)
        field = ThemesField(initial=[theme_text(theme) for theme in themes.named()] if event else [])
        field.offer(ThemeChoices(regions, by, days=days, before=themes, keys=sent), sent)
        return field

    def keep(self, event, said):
        write_themes(EventTheme.objects.filter(event=event), "event", [(event, said)], region_id=event.region_id)

    def links(self, event):
        """The priorities and enablers of plans that everybody reads. One query; none for an event of every region."""
        if event.region_id is None:
            return
        for theme in EventTheme.objects.filter(event=event).public().named():
            theme.plan.region = event.region
            theme.subject.plan = theme.plan
            yield theme.subject.name, theme.subject.get_absolute_url()


def tagged_events(subjects, user):
    """Events about these priorities and enablers, but for cancelled ones; everybody reads them. One query.

    An event has happened from its first day on: UK midnight, of which whoever keeps a page knows.
    """
    asked = {evidence.key_of(subject): subject for subject in subjects}
    themes = EventTheme.objects.about(subjects).taking_place().select_related("event")
    for theme in themes.defer("event__summary"):
        key = ("priority", theme.priority_id) if theme.priority_id else ("enabler", theme.enabler_id)
        event = theme.event
        yield asked[key], Evidence("Event", event.first_day, event.title, event.get_absolute_url(), event.where)
