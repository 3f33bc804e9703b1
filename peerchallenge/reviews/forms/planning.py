"""Forms in which a visit is planned: its lines of enquiry, the sessions of its timetable, its documents."""

from django import forms

from peerchallenge.forms.statement import A_PICTURE
from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import ShownTo
from portal.events.forms import ClockField, DayField
from portal.files import refusals
from portal.files.intake import LARGEST_DOCUMENT, read_document
from portal.files.kinds import OF_DOCUMENTS
from portal.files.refusals import Refused

MOST_ENQUIRIES = 30


class EnquiryForm(NoChildForm):
    """A line of enquiry."""

    use_required_attribute = False

    text = forms.CharField(
        label="What the team will ask about", max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text="One question, as the host reads it.", error_messages={"required": "Write the line of enquiry."},
    )  # fmt: skip

    def said(self) -> dict:
        return {"text": " ".join(self.cleaned_data["text"].split())}


class EnquiryOrderForm(forms.Form):
    """The place of each line of enquiry, from 1; of two at one place the one that stood first stays first."""

    use_required_attribute = False

    def __init__(self, data=None, *, enquiries):
        super().__init__(data)
        self.enquiries = enquiries
        for number, one in enumerate(enquiries, 1):
            self.fields[str(one.public_id)] = forms.IntegerField(
                label=one.text, min_value=1, max_value=999, initial=number,
                error_messages={"required": "Give each line its place, such as 3."},
            )  # fmt: skip

    def order(self) -> list[str]:
        """Return the public ids in the order asked for."""
        return sorted((str(one.public_id) for one in self.enquiries), key=lambda pk: self.cleaned_data[pk])


class SessionForm(NoChildForm):
    """A session of the timetable. Whom the team meets is said by what they do."""

    use_required_attribute = False
    FIELDS = ("day", "starts", "ends", "title", "with_whom", "place", "team")

    day = DayField(label="Day", error_messages={"required": "Enter the day of the session."})
    starts = ClockField(label="From")
    ends = ClockField(label="Until", required=False)
    title = forms.CharField(
        label="What it is", max_length=150, help_text="Such as: Front door, observation.",
        error_messages={"required": "Say what the session is."},
    )  # fmt: skip
    with_whom = forms.CharField(
        label="With whom", required=False, max_length=200,
        help_text="What they do, never who they are: six social workers.",
    )  # fmt: skip
    place = forms.CharField(label="Room or link", required=False, max_length=200)
    team = forms.CharField(label="Who of the team", required=False, max_length=200)

    def clean(self):
        given = super().clean()
        if not given.get("starts") and "starts" not in self.errors:
            self.add_error("starts", "Enter when it begins, like 9:30.")
        if given.get("ends") and given.get("starts") and given["ends"] <= given["starts"]:
            self.add_error("ends", "It ends before it begins. Put one of the times right.")
        return given

    def said(self) -> dict:
        return {name: self.cleaned_data[name] or None if name == "ends" else self.cleaned_data[name]
                for name in self.FIELDS}  # fmt: skip


class DocumentForm(NoChildForm):
    """A document for the visit. `for_team`: who gives it says whether the host reads it; the host's own go to both."""

    use_required_attribute = False

    title = forms.CharField(
        max_length=200, help_text="Such as: Audit of 40 plans.", error_messages={"required": "Say what it is."}
    )
    file = forms.FileField(
        widget=forms.FileInput({"accept": OF_DOCUMENTS}),
        help_text=f"PDF, Word, Excel, PowerPoint, CSV or OpenDocument, up to {LARGEST_DOCUMENT} MB.",
        error_messages={"required": "Choose the file.", "empty": "This file is empty. Choose another."},
    )  # fmt: skip
    shown_to = forms.ChoiceField(
        label="Who can read it", widget=forms.RadioSelect,
        error_messages={"required": "Choose who can read it."},
    )  # fmt: skip

    def __init__(self, data=None, files=None, *, host, for_team):
        super().__init__(data, files)
        self.fields["shown_to"].choices = [
            (ShownTo.TEAM, "The team and those who run the review alone"), (ShownTo.AUTHORITY, f"{host} too")
        ]  # fmt: skip
        if not for_team:
            del self.fields["shown_to"]

    def clean_file(self):
        try:
            return read_document(self.cleaned_data["file"])
        except Refused as refusal:
            raise forms.ValidationError(A_PICTURE if str(refusal) == refusals.A_PICTURE else str(refusal)) from refusal

    def said(self) -> dict:
        """Return the title, the Document and who reads it, of a valid form."""
        given = self.cleaned_data
        shown_to = given.get("shown_to", ShownTo.AUTHORITY)
        return {"title": " ".join(given["title"].split()), "document": given["file"], "shown_to": shown_to}
