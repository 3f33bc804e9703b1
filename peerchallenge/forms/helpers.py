"""The form by which sections are given to a colleague."""

from django import forms
from django.utils import timezone

from portal.events.forms import DayField


class GiveSectionsForm(forms.Form):
    """Which sections, to whom, until when. `people` are who may be given one, `sections` those of the assessment."""

    use_required_attribute = False

    person = forms.ModelChoiceField(
        None, label="Colleague", empty_label="Choose a colleague",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "Choose somebody who holds a post at your authority today.",
        },
    )  # fmt: skip
    sections = forms.ModelMultipleChoiceField(
        None, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one section.",
            "invalid_choice": "Tick sections of this self-assessment.",
            "invalid_pk_value": "Tick sections of this self-assessment.",
        },
    )  # fmt: skip
    due_on = DayField(
        label="Until when", required=False, help_text="A day before the self-assessment is due leaves time to read it."
    )

    def __init__(self, *args, people, sections, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = people
        self.fields["sections"].queryset = sections

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("Choose a day that isn’t past.")
        return day
