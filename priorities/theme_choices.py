"""The priorities and enablers from which people say what something in a region is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.db.models import Q

from priorities.models import Enabler, Plan
from priorities.models.theme import KINDS

_KEY = re.compile(r"(priority|enabler)-([1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True)
class ThemeText:
    """A priority or an enabler that something is about: `key` ("priority-12") says which.

    `name` and `period`, that of its plan, are what it was called when the words were read.
    """

    key: str
    name: str = field(default="", compare=False)
    period: str = field(default="", compare=False)

    def __str__(self):
        return f"{self.name} ({self.period})"


def theme_text(theme) -> ThemeText:
    """Return what stands in a Theme."""
    return ThemeText(theme.key, theme.subject.name, theme.plan.period)


class ThemeChoices:
    """What may be chosen by `user` for something in one of `regions`, which they manage.

    Offered are the plans that run between two `days`, or else the region's current plan. `keys` returns those that
    the form has now; what is in `before` (Themes) may stay, even if its plan has since lost it. Asked of the database
    when they are drawn or chosen from, not at every save.
    """

    def __init__(self, regions, user, *, days, before, keys: Callable):
        self._regions, self._user, self._days, self._before, self._keys = list(regions), user, days, before, keys

    def take(self, keys) -> list[ThemeText]:
        """Return what `keys` name, in the order of their plans; raises ValidationError for what may not be chosen."""
        if not self._may_stay.keys() >= set(keys):
            raise _refusal(" or ".join(region.name for region in self._regions))
        return [_text(self._may_stay[key]) for key in sorted(set(keys), key=lambda key: _place(self._may_stay[key]))]

    def check(self, themes, region):
        """Raise ValidationError unless all `themes`, which were taken, stand in plans of `region` (None: of none)."""
        if themes and region is None:
            raise forms.ValidationError("What is for every region is about no region’s plan. Take the ticks away.")
        if any(self._may_stay[theme.key].plan.region_id != region.pk for theme in themes):
            raise _refusal(region)

    def offered(self, keys) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return (plan, its choices) pairs: of the plans that are offered, and of others what `keys` name."""
        subjects = {_key(subject): subject for subject in self._standing}
        subjects |= {key: self._may_stay[key] for key in keys if key not in subjects and key in self._may_stay}
        groups = {}
        for key, subject in sorted(subjects.items(), key=lambda pair: _place(pair[1])):
            groups.setdefault(self._plan_named(subject.plan), []).append((key, subject.name))
        return list(groups.items())

    @cached_property
    def _standing(self):
        """The priorities and enablers of the plans that run in the days, or else of the region's current plan."""
        plans = Plan.objects.visible_to(self._user).filter(region__in=self._regions)
        first, last = self._days
        running = list(plans.filter(starts_on__lte=last, ends_on__gte=first))
        without = {region.pk for region in self._regions} - {plan.region_id for plan in running}
        if without:
            running += plans.current().filter(region__in=without)
        return [subject for model in KINDS.values() for subject in _of(model.objects.standing(), plan__in=running)]

    @cached_property
    def _may_stay(self):
        """Those of the form's keys that may be saved, by key: visible ones, and what there was before."""
        keys, found = set(self._keys()), {}
        for kind, model in KINDS.items():
            numbers = [int(match[2]) for key in keys if (match := _KEY.fullmatch(key)) and match[1] == kind]
            if numbers:
                may = Q(pk__in=model.objects.visible_to(self._user)) | Q(pk__in=self._before.values(kind))
                rows = _of(model.objects.filter(may), plan__region__in=self._regions, pk__in=numbers)
                found |= {_key(subject): subject for subject in rows}
        return found

    def _plan_named(self, plan):
        named = plan.title if plan.period in plan.title else f"{plan.title} ({plan.period})"
        if len(self._regions) > 1:
            region = next(region for region in self._regions if region.pk == plan.region_id)
            named = f"{region}: {named}"
        return named if plan.is_public else f"{named}, {plan.get_status_display().lower()}"


def _refusal(region):
    return forms.ValidationError(f"Choose only priorities and enablers that stand in a plan of {region}.")


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


class ThemesField(forms.MultipleChoiceField):
    """What something is about, as ThemeTexts; `offer` must be called before it is drawn or cleaned."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        options = {"label": "Priorities and enablers", "required": False} | options
        super().__init__(template_name="priorities/_themes_choice.html", **options)

    def offer(self, themes: ThemeChoices, chosen: Callable):
        """Let people choose from `themes`; `chosen` gives the keys that are ticked."""
        self.themes, self._chosen = themes, chosen
        self.choices = lambda: themes.offered(chosen())

    def prepare_value(self, value):
        """Let what the form begins with be ThemeTexts, too."""
        return [getattr(theme, "key", theme) for theme in value or []]

    def clean(self, value):
        return self.themes.take(self.to_python(value))

    def check_region(self, themes, region):
        """Raise ValidationError unless `themes`, a clean value, stand in plans of `region`."""
        self.themes.check(themes, region)

    @cached_property
    def offers_any(self) -> bool:
        """Whether there are priorities or enablers to choose from."""
        return any(self.choices)

    @property
    def names_chosen(self) -> list[str]:
        """The names of what is ticked."""
        chosen = self._chosen()
        return [name for _, group in self.choices for key, name in group if key in chosen]
