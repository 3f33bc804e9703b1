"""The form with which a document is brought in."""

import hashlib

from django import forms


class GivenForm(forms.Form):
    """A document: a file, or pasted text. A subclass says what to write where nothing was given, or too much."""

    hides_optional = True  # One of them is needed.
    WAYS = ("file", "text")
    NOTHING = "Paste the text, or choose a file."
    TOO_MUCH = "Choose a file or paste text, not both: empty this box, or choose no file."

    file = forms.FileField(
        label="Choose a file", required=False, help_text="Word (.docx), a web page (.html) or plain text (.txt).",
        widget=forms.ClearableFileInput({"accept": ".docx,.html,.htm,.txt"}),
    )  # fmt: skip
    text = forms.CharField(
        label="Or paste the text", required=False, max_length=1_000_000, strip=False,
        widget=forms.Textarea({"rows": 12}), help_text="From an e-mail, a web page or a document.",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        given = self._given()
        if not self.errors and not given:
            self.add_error("text", self.NOTHING)
        if len(given) > 1:
            self.add_error("text" if "text" in given else given[-1], self.TOO_MUCH)
        return data

    def _given(self):
        """The names of the fields that hold a document."""
        values = {name: self.cleaned_data.get(name) for name in self.WAYS}
        return [name for name, value in values.items() if value and (name != "text" or value.strip())]

    def cannot_be_read(self, why):
        """Say beside the field that holds the document why it can't be read."""
        self.add_error(self._given()[0], why)

    def digest(self) -> str:
        """Return what tells one document given from another, once the form is valid."""
        words = [self.cleaned_data.get(name) for name in self.WAYS if name != "file"]
        found = hashlib.sha256(repr(words).encode(errors="surrogatepass"))
        if file := self.cleaned_data["file"]:
            found.update(file.name.encode(errors="surrogatepass"))
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
        return found.hexdigest()
