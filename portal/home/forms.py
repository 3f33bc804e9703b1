from django import forms

from portal.ui import richtext
from portal.ui.editor import RichTextField


class AboutForm(forms.Form):
    """What a region says about itself."""

    about = RichTextField(
        required=False,
        max_length=20_000,
        label="About the region",
        help_text="How the region works together, and on what. Name posts before people.",
    )
    website = forms.URLField(
        required=False,
        max_length=200,
        label="Website",
        assume_scheme="https",
        error_messages={"invalid": "Enter the whole address, such as https://www.example.org."},
    )

    def in_words(self):
        """Return (label, text) of each field: what was typed into a valid form, what is saved for one just opened."""
        values = self.cleaned_data if self.is_bound else self.initial
        return [(self[name].label, richtext.to_plain(values.get(name) or "") or "Nothing") for name in self.fields]

    def as_typed(self):
        """Return the (name, value) pairs that send the form again as it was sent."""
        return [(name, self[name].data or "") for name in self.fields]

    def version(self) -> int:
        """Return the version of the region that the person saw, or 0, which none has, when the form doesn't say."""
        sent = self.data.get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


class NudgeForm(forms.Form):
    """What stands on top of the message to one person, and the seal of the list that was shown below it."""

    FIRST = "Could you look at these when you have a moment? Tell me if something is in the way."

    note = forms.CharField(
        label="Your note on top",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": "Shorten your note to %(limit_value)d characters: it has %(show_value)d."},
    )
    seal = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def to(cls, debtor, data=None, note=None):
        """Return the form for the message to `debtor`, filled in from `data` (a QueryDict) or with `note`."""
        first = {"seal": debtor.seal, "note": cls.FIRST if note is None else note}
        return cls(data, prefix=f"to-{debtor.person.pk}", initial=first)
