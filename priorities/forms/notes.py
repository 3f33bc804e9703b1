"""Forms of owners' notes: the answer of an owner, and the decision of a manager."""

from django import forms

from priorities.models import Action

NO_REASON = "Say why the action isn’t on track."


class AnswerForm(forms.Form):
    """Two sentences and a status, filled in with what is known."""

    use_required_attribute = False

    text = forms.CharField(
        label="What has happened since, and what comes next?", max_length=1000,
        widget=forms.Textarea({"rows": 4}), help_text="Two sentences will do.",
        error_messages={"required": "Say in a sentence or two what has happened."},
    )  # fmt: skip
    action_status = forms.ChoiceField(
        label="How far is it?", choices=Action.Status, widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it is."},
    )  # fmt: skip
    forecast = forms.ChoiceField(
        label="Will it be done by its due date?", choices=Action.Forecast, widget=forms.RadioSelect,
        error_messages={"required": "Choose what you expect."},
    )  # fmt: skip
    forecast_reason = forms.CharField(
        label="Why?", max_length=300, required=False, help_text="Needed when it is at risk or late."
    )

    @classmethod
    def about(cls, note, data=None):
        """Return the form for `note`: with the answer before, or else with how the action stands."""
        if note.is_answered:
            known = {name: getattr(note, name) for name in cls.base_fields}
        else:
            action = note.action
            known = {"action_status": action.status, "forecast": action.forecast}
            known["forecast_reason"] = action.forecast_reason
        return cls(data, initial=known)

    def clean(self):
        given = super().clean()
        if given.get("forecast") == Action.Forecast.ON_TRACK:
            given["forecast_reason"] = ""
        elif given.get("forecast") and not given.get("forecast_reason") and "forecast_reason" not in self.errors:
            self.add_error("forecast_reason", NO_REASON)
        return given


class DecideForm(forms.Form):
    """What the manager decides, on top of what they saw: the action's version and the moment of the answer."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    answered_at = forms.CharField(max_length=40, widget=forms.HiddenInput)
    because = forms.CharField(
        label="Why not?", max_length=300, required=False, help_text="Only to decline: the owner reads it in an e-mail."
    )

    def __init__(self, *args, note, **options):
        super().__init__(*args, **options)
        self.note, self.declines = note, False
        self.initial = {"version": note.action.version, "answered_at": note.answered_at.isoformat()}

    def clean_because(self):
        because = " ".join(self.cleaned_data["because"].split())
        if self.data.get("do") == "decline" and not because:
            raise forms.ValidationError("Say in a few words why you decline it.")
        return because

    @property
    def is_of_this_answer(self) -> bool:
        """Whether the answer that was shown is still the one that there is."""
        return self.cleaned_data["answered_at"] == self.note.answered_at.isoformat()
