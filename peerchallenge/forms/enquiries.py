"""The form of a line of enquiry."""

from django import forms

from peerchallenge.no_child import NoChildForm


class EnquiryForm(NoChildForm):
    """A question for the challenge of one authority, and the area that it is about. `areas` are (code, title)."""

    use_required_attribute = False
    text = forms.CharField(
        label="Question", max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text="One question that the authority can prepare for, in at most 400 characters.",
        error_messages={"required": "Write the question that the challenge will ask."},
    )  # fmt: skip
    area_code = forms.ChoiceField(
        label="Area", required=False,
        error_messages={"invalid_choice": "Choose an area of the framework, or the self-assessment as a whole."},
    )  # fmt: skip

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        self.fields["area_code"].choices = [("", "The self-assessment as a whole"), *areas]


def initial_of(line) -> dict:
    """Return what the form of a saved line begins with."""
    return {"text": line.text, "area_code": line.area_code}
