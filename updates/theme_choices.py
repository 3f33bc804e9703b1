"""The priorities and enablers from which writers say what a section is about."""

import calendar
import re
from functools import cached_property

from django import forms
from django.db.models import Q

from priorities.models import Enabler, Plan
from updates.models import SectionTheme
from updates.models.theme import KINDS
from updates.words import ThemeText

_KEY = re.compile(r"(priority|enabler)-([1-9]\d{0,17})", re.ASCII)


class ThemeChoices:
    """What may be chosen in the sections of `update` by `user`, who manages its region.

    `keys` are those that its form has now: what was chosen for the update before may stay, even if its plan has since
    lost it. Asked of the database when they are drawn or chosen from, not at every save.
    """

    def __init__(self, update, user, keys):
        self._update, self._user, self._keys = update, user, set(keys)

    def take(self, keys) -> list[ThemeText]:
        """Return what `keys` name, in the order of their plans; raises ValidationError for what may not be chosen."""
        if not self._may_stay.keys() >= set(keys):
            raise forms.ValidationError(
                f"Choose only priorities and enablers that stand in a plan of {self._update.region}."
            )
        return [_text(self._may_stay[key]) for key in sorted(set(keys), key=lambda key: _place(self._may_stay[key]))]

    def offered(self, keys) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return (plan, its choices) pairs: of the plans that are offered, and of others what `keys` name."""
        subjects = {_key(subject): subject for subject in self._standing}
        subjects |= {key: self._may_stay[key] for key in keys if key not in subjects and key in self._may_stay}
        groups = {}
        for key, subject in sorted(subjects.items(), key=lambda pair: _place(pair[1])):
            groups.setdefault(_plan_named(subject.plan), []).append((key, subject.name))
        return list(groups.items())

    @cached_property
    def _standing(self):
        """The priorities and enablers of the plans that run in the update's period, or else of the current plan."""
        plans = Plan.objects.visible_to(self._user).filter(region=self._update.region_id)
        last = self._update.period_to
        ends_on = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        running = list(plans.filter(starts_on__lte=ends_on, ends_on__gte=self._update.period_from))
        running = running or list(plans.current())
        return [subject for model in KINDS.values() for subject in _of(model.objects.standing(), plan__in=running)]

    @cached_property
    def _may_stay(self):
        """Those of the form's `keys` that may be saved, by key: visible ones, and what the update has had before."""
        before = SectionTheme.objects.filter(edition__update=self._update)
        found = {}
        for kind, model in KINDS.items():
            numbers = [int(match[2]) for key in self._keys if (match := _KEY.fullmatch(key)) and match[1] == kind]
            if numbers:
                may = Q(pk__in=model.objects.visible_to(self._user)) | Q(pk__in=before.values(kind))
                rows = _of(model.objects.filter(may), plan__region=self._update.region_id, pk__in=numbers)
                found |= {_key(subject): subject for subject in rows}
        return found


def _of(subjects, **which):
    return subjects.filter(**which).select_related("plan").defer("narrative", "plan__introduction")


def _key(subject):
    return f"{subject._meta.model_name}-{subject.pk}"


def _text(subject):
    return ThemeText(_key(subject), subject.name, subject.plan.period)


def _place(subject):
    """The latest plan first; in it priorities before enablers."""
    return (
        -subject.plan.starts_on.toordinal(),
        subject.plan_id,
        isinstance(subject, Enabler),
        subject.position,
        subject.pk,
    )


def _plan_named(plan):
    named = plan.title if plan.period in plan.title else f"{plan.title} ({plan.period})"
    return named if plan.is_public else f"{named}, {plan.get_status_display().lower()}"


class ThemesField(forms.MultipleChoiceField):
    """What a section is about, as ThemeTexts; `offer` must be called before it is drawn or cleaned."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, themes: ThemeChoices, chosen):
        """Let writers choose from `themes`; `chosen` gives the keys that are ticked."""
        self.themes = themes
        self.choices = lambda: themes.offered(chosen())

    def clean(self, value):
        return self.themes.take(self.to_python(value))
