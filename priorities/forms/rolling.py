"""The form of the next plan: what becomes of each priority, and what else is carried."""

from django import forms
from django.core.exceptions import ValidationError

from priorities.actions.rolling import Fate, NextPlan
from priorities.forms.fates import CLOSE, FateForm, Into
from priorities.models import Plan
from priorities.parts import main_part
from priorities.periods import PlanPeriod
from priorities.supports import listed


class NextPlanForm(forms.Form):
    """The next plan as a whole; `fates` are the forms of this plan's priorities."""

    use_required_attribute = False

    period = forms.CharField(
        max_length=20, help_text="Such as 2016-17.", error_messages={"required": "Enter the period of the next plan."}
    )
    title = forms.CharField(
        label="Title of the plan", max_length=150, error_messages={"required": "Enter a title for the plan."}
    )
    areas = forms.MultipleChoiceField(
        label="Areas of activity to carry on", required=False, widget=forms.CheckboxSelectMultiple
    )
    enablers = forms.MultipleChoiceField(
        label="Enablers to carry on", required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.MultipleChoiceField(
        label="Unfinished actions of these enablers to take along", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, plan):
        super().__init__(data)
        self.plan = plan
        self._read()
        suggested = plan.plan_period.next
        self.initial = {"period": str(suggested), "title": plan.title.replace(plan.period, str(suggested))}
        rows = {"areas": self._areas, "enablers": self._enablers, "actions": self._of_enablers}
        for name, found in rows.items():
            self.fields[name].choices = [(str(row.pk), getattr(row, "name", str(row))) for row in found]
            self.initial[name] = [str(row.pk) for row in found]
            if not found:
                del self.fields[name]

    def _read(self):
        """Read what the plan holds: a constant number of queries."""
        priorities = list(self.plan.priorities.standing())
        self._areas = list(self.plan.areas.all())
        self._enablers = list(self.plan.enablers.standing().prefetch_related("narrowed_to"))
        places = ("priority", "focus_area__priority", "enabler", "plan")
        actions = list(self.plan.actions.standing().unfinished().select_related(*places))
        self._of_enablers = [action for action in actions if action.enabler_id]
        data = self.data if self.is_bound else None
        self.fates = [
            FateForm(
                data, priority=priority, others=priorities,
                actions=[one for one in actions if not one.enabler_id and main_part(one) == priority],
            )
            for priority in priorities
        ]  # fmt: skip

    def clean_period(self):
        try:
            period = PlanPeriod.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if period.starts_on <= self.plan.starts_on:
            raise ValidationError(f"The next plan begins after this one, {self.plan.period}.")
        taken = Plan.objects.filter(region=self.plan.region_id, period=str(period))
        if taken.exclude(status=Plan.Status.DISCARDED).exists():
            raise ValidationError(self.taken(period))
        return period

    def taken(self, period):
        return f"{self.plan.region} has a plan for {period} already. Enter another period."

    def is_taken(self):
        """Say at the field that somebody made a plan for the period just now."""
        self.add_error("period", self.taken(self.cleaned_data["period"]))

    def is_valid(self):
        right = [super().is_valid(), *[fate.is_valid() for fate in self.fates]]
        self.into = Into(self.fates)
        enablers = self._chosen("enablers", self._enablers)
        self.into.refuse_same_codes(enablers)
        for enabler, narrowed in _idle(enablers, self.fates):
            self.supports_nothing(enabler, narrowed)
        return all(right) and not self.errors and not self.has_wrong_fates

    @property
    def has_wrong_fates(self):
        return any(fate.errors for fate in self.fates) if self.is_bound else False

    def supports_nothing(self, enabler, priorities):
        """Say at the field that `priorities`, all that an enabler supports, are closed."""
        self.add_error("enablers", _only_closed(enabler, priorities))

    def _chosen(self, name, rows):
        chosen = set(self.cleaned_data.get(name, ()))
        return [row for row in rows if str(row.pk) in chosen]

    def following(self) -> NextPlan:
        """Return what is to be made, of a valid form."""
        ticked = [action for fate in self.fates if fate.does != CLOSE for action in fate.ticked()]
        enablers = self._chosen("enablers", self._enablers)
        ticked += [one for one in self._chosen("actions", self._of_enablers) if one.enabler in enablers]
        return NextPlan(
            self.cleaned_data["period"],
            self.cleaned_data["title"].strip(),
            self.into.names,
            [Fate(fate.priority, self.into.places[fate.priority.pk], fate.note) for fate in self.fates],
            self._chosen("areas", self._areas),
            enablers,
            ticked,
        )

    def stay(self, following) -> int:
        """How many unfinished actions are not taken along."""
        of_priorities = sum(len(fate.unfinished) for fate in self.fates)
        return of_priorities + len(self._of_enablers) - len(following.actions)


def _idle(enablers, fates):
    """Yield each of `enablers` that was narrowed to priorities that are all closed, with those."""
    kept = [fate.priority for fate in fates if fate.does != CLOSE]
    for enabler in enablers:
        narrowed = enabler.narrowed_to.all()
        if narrowed and not any(priority in kept for priority in narrowed):
            yield enabler, narrowed


def _only_closed(enabler, priorities):
    names = [priority.name for priority in priorities if not priority.is_removed]
    only = f"only {listed(names)}, which {'is' if len(names) == 1 else 'are'} closed" if names else "no priority"
    instead = f", or carry {'it' if len(names) == 1 else 'one of them'} on" if names else ""
    return f"{enabler.name} supports {only}. Take its tick away{instead}."


def in_words(following: NextPlan) -> list[str]:
    """Return what becomes of each priority, a sentence each: "P2. X becomes part of P1. Y."."""
    return [_sentence(fate, following) for fate in following.fates]


def _sentence(fate, following):
    names = [str(following.priorities[place]) for place in fate.into]
    if not names:
        return f"{fate.was.name} is closed: {fate.note.rstrip('.')}."
    if len(names) > 1:
        return f"{fate.was.name} is split into {listed(names)}."
    if len(following.sources(fate.into[0])) > 1 and names[0] != fate.was.name:
        return f"{fate.was.name} becomes part of {names[0]}."
    return f"{fate.was.name} is carried on{'' if names[0] == fate.was.name else f' as {names[0]}'}."
