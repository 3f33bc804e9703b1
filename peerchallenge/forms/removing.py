"""What could identify a child: in which part, and what it is. No free text, which could hold it again."""

from django import forms

from peerchallenge.models.removal import Why
from portal.ui.mistakes import anchor


class RemovingForm(forms.Form):
    """Which parts of a record, and why by category. `parts` are {field: label} of those that say something."""

    use_required_attribute = False

    parts = forms.MultipleChoiceField(
        label="Where is it?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick where it is.", "invalid_choice": "Tick a part that still says something."},
    )  # fmt: skip
    why = forms.ChoiceField(
        label="What is it?", choices=Why, widget=forms.RadioSelect, error_messages={"required": "Say what it is."}
    )

    def __init__(self, *args, parts, **options):
        super().__init__(*args, **options)
        self.fields["parts"].choices = list(parts.items())
        if len(parts) == 1:
            self.initial = {**self.initial, "parts": list(parts)}

    def errors_on_page(self) -> list[dict]:
        """Return {message, url} of all that is wrong, for the error summary."""
        return [{"message": error, "url": f"#{anchor(field)}"} for field in self for error in field.errors]
