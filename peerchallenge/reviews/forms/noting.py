"""The line in which a team member takes a note, with what it is about."""

import uuid

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import TeamNote

SIGNS = {"+": TeamNote.Kind.STRENGTH, "-": TeamNote.Kind.AREA, "–": TeamNote.Kind.AREA}


class NoteForm(NoChildForm):
    """A note. What it names may have been taken out of the review since the page was opened: it is kept all the same.

    A line that begins with "+ " is of a strength and one that begins with "- " of an area, whatever `kind` says.
    """

    use_required_attribute = False
    hides_optional = True

    text = forms.CharField(
        label="What did you hear or read?", max_length=500,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "true"}),
        error_messages={"required": "Write what you heard or read."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Type", choices=TeamNote.Kind, widget=forms.RadioSelect, initial=TeamNote.Kind.STRENGTH,
        error_messages={"required": "Choose strength or area to develop."},
    )  # fmt: skip
    theme = forms.ModelChoiceField(queryset=None, required=False)
    enquiry = forms.ModelChoiceField(label="Line of enquiry", queryset=None, required=False, to_field_name="public_id")
    session = forms.ModelChoiceField(queryset=None, required=False, to_field_name="public_id")
    role = forms.CharField(
        label="Heard from", required=False, max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "list": "roles"}),
        help_text="What they do, never who they are.",
    )  # fmt: skip
    heard_as = forms.ChoiceField(label="How", choices=TeamNote.Heard, initial=TeamNote.Heard.INTERVIEW)

    def __init__(self, data=None, *, choices, **options):
        super().__init__(data, **options)
        for name, (rows, shown) in choices.items():
            self.fields[name].queryset = rows
            self.fields[name].widget.choices = shown

    @classmethod
    def of(cls, note, data=None, *, choices):
        """The form of a note that is there."""
        initial = {name: getattr(note, name) for name in cls.base_fields}
        return cls(data, choices=choices, initial=initial, prefix="", auto_id=f"id_{note.public_id}_%s")

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean(self):
        given = super().clean()
        sign, _, rest = given.get("text", "").partition(" ")
        if sign in SIGNS and rest:
            given |= {"text": rest, "kind": SIGNS[sign]}
        return given

    def said(self) -> dict:
        """Return the fields of a TeamNote that a valid form says, with why a doubt is no identifier."""
        given = {name: self.cleaned_data[name] for name in self.fields}
        return given | {"explained": self.explanation if self.doubts else ""}

    def mistakes(self) -> list[str]:
        """Return what is wrong, in sentences, to be shown beside a note that a script sent."""
        return [str(message) for messages in self.errors.values() for message in messages]


def sent_as_of(data) -> uuid.UUID:
    """Return the id that the browser gave the note; a new one where it gave none that can be one."""
    try:
        return uuid.UUID(data.get("sent_as", ""))
    except ValueError:
        return uuid.uuid4()


def choices_for(review, themes) -> dict:
    """Return {field: (rows that may be named, choices that are shown)} of a review's notes; `themes` it can have."""
    enquiries, sessions = list(review.enquiries.standing()), list(review.sessions.standing())
    return {
        "theme": (themes, [("", "No theme"), *((one.pk, str(one)) for one in themes)]),
        "enquiry": (
            review.enquiries.all(),
            [("", "None"), *((one.public_id, f"{n}. {one.text[:90]}") for n, one in enumerate(enquiries, 1))],
        ),
        "session": (
            review.sessions.all(), [("", "None"), *((one.public_id, session_in_words(one)) for one in sessions)],
        ),
    }  # fmt: skip


def session_in_words(session) -> str:
    """Return when and what a session is, in a line."""
    return f"{session.day:%a} {session.starts:%-H:%M} {session.title}"
