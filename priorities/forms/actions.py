"""Forms of actions: what one is, how it stands, and a table of many."""

from django import forms
from django.utils import timezone

from portal.events.forms import DayField
from portal.ui import dates
from priorities.models import Action
from priorities.owners import Owners
from priorities.owners import key as owner_key
from priorities.parts import PlanParts, belonging, part_of
from priorities.parts import key as part_key
from priorities.releasing import readers_of_tick

NO_REASON = "The due date moves: say why, in a few words."
NOT_MOVED = "The due date stays as it was. Change it, or take the reason away."
NO_FORECAST_REASON = "Say why the action isn’t on track."
PUBLIC_NOW = "The plan shows all its actions publicly now, so everybody would read this. Save again if that is right."


def too_early(plan) -> str:
    return f"The plan begins on {dates.day(plan.starts_on)}. Enter that day or a later one."


class Typed(forms.Form):
    """A form whose text is kept when somebody else saved first."""

    use_required_attribute = False

    def in_words(self):
        """Return (label, text) of each field: what was typed, or what is saved in a form just opened."""
        return [(self[name].label, self._said(name)) for name in self.fields]

    def _said(self, name):
        value, field = self[name].value(), self.fields[name]
        if isinstance(field, forms.BooleanField):
            return "Yes" if field.to_python(value) else "No"
        if isinstance(field, forms.ChoiceField):
            return _label(field.choices, value) or str(value or "Nothing")
        if isinstance(field, forms.DateField):
            value = _as_day(field, value)
        return str(value or "Nothing")

    def hold_to_its_readers(self):
        """Say so, once, when everybody would read what the person wrote for the region alone."""
        if self.data.get("readers") == "region" and self.readers == "everybody":
            self.add_error(None, PUBLIC_NOW)

    @property
    def readers(self) -> str:
        """Who reads the action, as a hidden field says: "everybody" or "region"; of a draft, once it is out."""
        action = getattr(self, "action", None)
        plan = action.plan if action else self.plan
        return "everybody" if plan.shows_actions or (action and action.is_public) else "region"

    def as_typed(self):
        """Return the (name, value) pairs that send the form again as it was sent."""
        return [(name, self[name].data) for name in self.fields if self[name].data]


def _label(choices, value):
    for key, label in choices:
        for one, said in label if isinstance(label, list) else [(key, label)]:
            if one == value:
                return said
    return ""


def _as_day(field, value):
    try:
        day = field.to_python(value)
    except forms.ValidationError:
        return value
    return dates.day(day) if day else ""


class ActionForm(Typed):
    """What an action is, who owns it and when it is due; `action` is None for one that isn't there yet."""

    belongs_to = forms.ChoiceField(
        label="Belongs to",
        error_messages={
            "required": "Choose what the action is for.",
            "invalid_choice": "Choose a priority, a focus area or an enabler of this plan.",
        },
    )
    title = forms.CharField(
        label="Action", max_length=300, help_text="What is done, in a sentence.",
        error_messages={"required": "Say what is done."},
    )  # fmt: skip
    owner = forms.ChoiceField(
        required=False, help_text="An office: when the person changes, the action stays with it.",
        error_messages={"invalid_choice": "Choose an owner who holds a post in the region today."},
    )  # fmt: skip
    due_on = DayField(label="Due date", required=False)
    due_reason = forms.CharField(
        label="Why does the due date move?", max_length=300, required=False,
        help_text="Only if you change it. Both dates and the reason stay visible.",
    )  # fmt: skip

    def __init__(self, *args, plan, action=None, **options):
        self.plan, self.action = plan, action
        self.parts = PlanParts(plan, also=part_of(action) if action else None)
        self.owners = Owners(plan.region, also=action.owner if action else None)
        super().__init__(*args, **options)
        self.fields["belongs_to"].choices = self.parts.choices()
        self.fields["owner"].choices = self.owners.choices()
        if action is None or action.due_on is None:
            del self.fields["due_reason"]
        if action:
            self.initial |= {
                "belongs_to": part_key(part_of(action)), "title": action.title, "due_on": action.due_on,
                "owner": owner_key(action.owner) if action.owner else "",
            }  # fmt: skip

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        given = super().clean()
        self.hold_to_its_readers()
        was = self.action.due_on if self.action else None
        if "due_on" not in given:
            return given
        due, moves = given["due_on"], given["due_on"] != was
        if due and moves and due < self.plan.starts_on:
            self.add_error("due_on", too_early(self.plan))
        if "due_reason" in given and bool(given["due_reason"]) != moves:
            self.add_error("due_reason", NO_REASON if moves else NOT_MOVED)
        return given

    def part_is_gone(self, part):
        """Say at the field that `part` was taken out in this very moment, and offer what stands now."""
        self.add_error("belongs_to", f"“{part}” was taken out of the plan meanwhile. Choose another part of it.")
        self.parts = PlanParts(self.plan, also=part_of(self.action) if self.action else None)
        self.fields["belongs_to"].choices = self.parts.choices()

    @property
    def part(self):
        return self.parts.get(self.cleaned_data["belongs_to"])

    def details(self) -> dict:
        """Return title, owner (an Office or None) and due_on."""
        given = self.cleaned_data
        owner = self.owners.office(given["owner"])
        return {"owner": owner, **{name: given[name] for name in ("title", "due_on")}}

    def edits(self) -> dict:
        """Return what `edit_action` takes: the details, what it belongs to, the reason of a move."""
        return self.details() | belonging(self.part) | {"reason": self.cleaned_data.get("due_reason", "")}


class ReportForm(Typed):
    """How an action stands, as its owner says. Only managers say who reads the note."""

    status = forms.ChoiceField(label="How far is it?", choices=Action.Status)
    forecast = forms.ChoiceField(
        label="Will it be done by its due date?", choices=Action.Forecast,
        help_text="Saving says that this is the forecast today.",
    )  # fmt: skip
    forecast_reason = forms.CharField(
        label="Why?", max_length=300, required=False, help_text="Needed when it is at risk or late."
    )
    note = forms.CharField(
        label="What happened", max_length=1000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="A sentence or two, kept with its date.",
    )  # fmt: skip
    noted_on = DayField(label="Date of the note", required=False, help_text="Leave empty for today.")
    note_is_public = forms.BooleanField(
        label="Everybody may read this note, where the action is shown publicly", required=False
    )

    def __init__(self, *args, action, manages, **options):
        super().__init__(*args, **options)
        self.action = action
        if manages:
            self.fields["note_is_public"].help_text = readers_of_tick(action)
        else:
            del self.fields["note_is_public"]
        names = ("status", "forecast", "forecast_reason")
        self.initial = {name: getattr(action, name) for name in names} | self.initial

    def clean_noted_on(self):
        day = self.cleaned_data["noted_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Enter today or an earlier day: a note says what has happened.")
        return day

    def clean(self):
        given = super().clean()
        self.hold_to_its_readers()
        if {"forecast", "forecast_reason"} <= given.keys():
            given["forecast_reason"] = settled_reason(self.action, given["forecast"], given["forecast_reason"])
            if given["forecast"] != Action.Forecast.ON_TRACK and not given["forecast_reason"]:
                self.add_error("forecast_reason", NO_FORECAST_REASON)
        return given


def settled_reason(action, forecast, reason) -> str:
    """Return the reason to keep: that of a forecast before is dropped when the action is on track again."""
    is_old = forecast == Action.Forecast.ON_TRACK and action is not None and reason == action.forecast_reason
    return "" if is_old else reason
