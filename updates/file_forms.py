"""Forms about the pictures and documents of a draft."""

import re

from django import forms

from portal.files import refusals
from portal.files.intake import LARGEST_DOCUMENT, LARGEST_PICTURE, read_document, read_picture
from portal.files.kinds import OF_DOCUMENTS, OF_PICTURES
from portal.files.refusals import Refused

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|svg)", re.IGNORECASE)
_CHOOSE = {"required": "Choose a file.", "empty": refusals.EMPTY}


class _FileForm(forms.Form):
    """A form with a file, which is read once everything else is right: reading a picture takes a second or two."""

    hides_optional = True
    read = None

    def clean(self):
        data = super().clean()
        data["read"] = None
        if data.get("file") and not self.errors:
            try:
                data["read"] = type(self).read(data["file"])
            except Refused as refusal:
                self.add_error("file", str(refusal))
        return data

    def not_added(self, who):
        """Say that nothing was written, because `who` (a User or None) saved first. A file has to be chosen again."""
        again = "Choose the file again, and press the button once more" if self.files else "Press the button once more"
        self.add_error(None, f"{who or 'Somebody'} saved this draft after you opened this page. {again}.")


class PictureForm(_FileForm):
    """A picture with what it shows. `sections` are those of the draft, or None for a picture that has its place."""

    read = staticmethod(read_picture)
    file = forms.FileField(
        label="Choose a picture", error_messages=_CHOOSE, widget=forms.FileInput({"accept": OF_PICTURES}),
        help_text=f"JPEG, PNG, GIF or WebP, up to {LARGEST_PICTURE} MB. It is made to fit the page; where and with "
        "what it was taken is left out.",
    )  # fmt: skip
    alt = forms.CharField(
        label="What does it show?", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="In a sentence or two, for people who cannot see it. Of a chart, say what it tells.",
    )  # fmt: skip
    is_decorative = forms.BooleanField(label="It is decorative: nothing is lost without it", required=False)
    section = forms.ChoiceField(label="Which section is it for?", required=False, help_text="It goes to the end of it.")

    def __init__(self, *args, sections=None, needs_file=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = needs_file
        if sections:
            named = enumerate(sections, start=1)
            self.fields["section"].choices = [
                (one.anchor, f"{n}. {one.heading or 'Without a heading'}") for n, one in named
            ]
        else:
            del self.fields["section"]
        if not needs_file:
            self.fields["file"].label = "Replace it with another picture"
        self.order_fields(["file", "alt", "is_decorative", "section"])

    def clean_alt(self):
        alt = " ".join(self.cleaned_data["alt"].split())
        if _FILE_NAME.fullmatch(alt):
            raise forms.ValidationError("Say what the picture shows: this is the name of a file.")
        return alt

    def clean(self):
        alt, is_decorative = self.cleaned_data.get("alt"), self.cleaned_data.get("is_decorative")
        if "alt" not in self.errors and not alt and not is_decorative:
            self.add_error("alt", "Say what the picture shows, or tick that it is decorative.")
        if alt and is_decorative:
            self.add_error("is_decorative", "Say what it shows or tick that it is decorative, not both.")
        return super().clean()


class DocumentFileForm(_FileForm):
    """A document with the title under which readers find it."""

    read = staticmethod(read_document)
    file = forms.FileField(
        label="Choose a file", error_messages=_CHOOSE, widget=forms.FileInput({"accept": OF_DOCUMENTS}),
        help_text=f"PDF, Word, Excel, PowerPoint, CSV or OpenDocument, up to {LARGEST_DOCUMENT} MB, without macros "
        "or a password.",
    )  # fmt: skip
    title = forms.CharField(
        max_length=200, error_messages={"required": "Give the document a title."},
        help_text="What readers see: what it is, and of when. Format and size are added.",
    )  # fmt: skip

    def __init__(self, *args, needs_file=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = needs_file
        if not needs_file:
            self.fields["file"].label = "Replace it with another file"

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())
