"""A table of actions that is brought in: chosen as a file, then confirmed as the text that was shown."""

from django import forms

from priorities.tables import MOST_BYTES, Unreadable, decode


class TableForm(forms.Form):
    """A CSV file, or its text again once the person has seen what it would change."""

    use_required_attribute = False
    hides_optional = True

    file = forms.FileField(
        label="Choose a CSV file", required=False, widget=forms.FileInput({"accept": ".csv"}),
        help_text="Up to 2 MB and 1,000 rows, as you downloaded it, with your changes.",
    )  # fmt: skip
    text = forms.CharField(required=False, strip=False, max_length=MOST_BYTES, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        file = given["file"]
        if file is None and not given["text"]:
            self.add_error("file", "Choose a CSV file.")
        elif file is not None:
            given["confirmed"] = False
            try:
                given["text"] = decode(file.read(MOST_BYTES + 1))
            except Unreadable as problem:
                self.add_error("file", str(problem))
        return given
