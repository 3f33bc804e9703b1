"""The form of a statement with its rows of evidence."""

from django import forms

from peerchallenge.forms.typed import TypedForm
from peerchallenge.models import Evidence, Statement
from peerchallenge.said import EvidenceText, StatementText, plain
from portal.events.forms import DayField
from portal.files import refusals
from portal.files.intake import LARGEST_DOCUMENT, read_document
from portal.files.kinds import OF_DOCUMENTS
from portal.files.refusals import Refused

MOST_EVIDENCE = 20
A_PICTURE = "This is a picture. Put it into a Word or PDF document that says what it shows, and choose that."


class EvidenceForm(TypedForm):
    """One row of evidence. One that says nothing is left out."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Kind of evidence", required=False, choices=[("", "Choose"), *Evidence.Kind.choices])
    title = forms.CharField(max_length=300, required=False, help_text="Such as: Audit of 40 plans, second round.")
    figure = forms.CharField(max_length=60, required=False, help_text="With its unit, such as 82%.")
    period = forms.CharField(max_length=60, required=False, help_text="Such as April to June 2026.")
    source = forms.CharField(max_length=200, required=False, help_text="Where it comes from.")
    dated_on = DayField(label="Dated", required=False)
    place = forms.CharField(label="Page or paragraph", max_length=60, required=False)
    url = forms.URLField(label="Link", max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        required=False, widget=forms.FileInput({"accept": OF_DOCUMENTS}),
        help_text=f"PDF, Word, Excel, PowerPoint, CSV or OpenDocument, up to {LARGEST_DOCUMENT} MB. "
        "It is sent when you press Save.",
    )  # fmt: skip

    def __init__(self, data=None, files=None, *, number, initial=None, is_strict=True, file_name=""):
        super().__init__(data, files, prefix=f"evidence-{number}", initial=initial)
        self.number, self.is_strict, self.file_name = number, is_strict, file_name

    @classmethod
    def values_of(cls, text):
        return text.values() | {"id": text.id}

    @property
    def is_folded(self) -> bool:
        """Whether its fields are folded under its title: it is saved, and nothing in it is wrong."""
        return bool(self["id"].value() and self["title"].value() and not self.errors)

    @property
    def in_short(self) -> str:
        kind = dict(Evidence.Kind.choices).get(self["kind"].value(), "")
        return ": ".join(filter(None, [kind, self["title"].value()]))

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            return read_document(file) if file else None
        except Refused as refusal:
            raise forms.ValidationError(A_PICTURE if str(refusal) == refusals.A_PICTURE else str(refusal)) from refusal

    def clean(self):
        given = super().clean()
        says = any(given.get(name) for name in EvidenceText.FIELDS if name != "kind") or given.get("file")
        if self.is_strict and not self.errors:
            if given.get("kind") and not says and not given.get("id"):
                self.add_error("title", "Say what this evidence is, or take the row out.")
            if says and not given.get("kind"):
                self.add_error("kind", "Choose what kind of evidence this is.")
        given["says"] = says or (given.get("id") and given.get("kind"))
        return given

    def text(self) -> EvidenceText:
        """What the row says. Without a title it is called by what else it has; without a kind it is a document."""
        given = self.cleaned_data
        values = {name: given[name] for name in EvidenceText.FIELDS}
        kind = values["kind"] or Evidence.Kind.DOCUMENT
        named = (values["title"], values["source"], values["figure"], given["file"] and given["file"].name)
        values |= {"kind": kind, "title": next(filter(None, named), Evidence.Kind(kind).label)}
        return EvidenceText(**values, id=str(given["id"] or ""), file=given["file"], file_name=self.file_name)


class StatementForm(TypedForm):
    """A statement: what we know, how we know, so what, and what comes next. `section` is the one that it is of."""

    prompt = forms.ChoiceField(
        label="What does it answer?", required=False,
        error_messages={"invalid_choice": "Choose a question of this section."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Is it a strength or an area for improvement?", choices=Statement.Kind, widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is a strength or an area for improvement."},
    )  # fmt: skip
    claim = forms.CharField(
        label="What do we know?", required=False, max_length=1500,
        widget=forms.Textarea({"rows": 4, "data-starts": "words", "data-words-most": 80}),
        help_text="One claim, in at most 80 words.",
    )  # fmt: skip
    so_what = forms.CharField(
        label="So what?", required=False, max_length=1500, widget=forms.Textarea({"rows": 3}),
        help_text="The impact on children: what is different for them because of it.",
    )  # fmt: skip
    next_step = forms.CharField(
        label="What next?", required=False, max_length=600, widget=forms.Textarea({"rows": 2}),
        help_text="The action that follows. Next year’s self-assessment asks what became of it.",
    )  # fmt: skip
    next_owner = forms.CharField(
        label="Who does it?", required=False, max_length=150, help_text="A post, such as Head of Early Help."
    )
    next_on = DayField(label="By when?", required=False)
    confidence = forms.ChoiceField(
        label="How sure are we?", required=False, choices=[*Statement.Confidence.choices, ("", "Not said")],
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, data=None, files=None, *, choices, text, do="", is_strict=True, more=0):
        super().__init__(data, files, initial=self.values_of(text))
        self.fields["prompt"].choices = choices
        if data is None:
            shown = [*text.evidence, *[EvidenceText()] * more]
            self.rows = [
                EvidenceForm(number=number, initial=EvidenceForm.values_of(one), file_name=one.file_name)
                for number, one in enumerate(shown[:MOST_EVIDENCE])
            ]
        else:
            self.rows = list(_rows(data, files, do, is_strict, {one.id: one for one in text.evidence}))

    @classmethod
    def values_of(cls, text):
        return text.values() | {"prompt": str(text.prompt or "")}

    @property
    def row_count(self) -> int:
        """How many rows the form may send: a row that was taken out leaves its number free."""
        return max([row.number + 1 for row in self.rows], default=0)

    def is_valid(self):
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def errors_on_page(self):
        return super().errors_on_page() + [error for row in self.rows for error in row.errors_on_page()]

    def text(self) -> StatementText:
        given = self.cleaned_data
        values = {name: given[name] for name in StatementText.FIELDS}
        for name in ("claim", "so_what", "next_step"):
            values[name] = plain(values[name])
        prompt = int(given["prompt"]) if given["prompt"] else None
        return StatementText(prompt=prompt, **values, evidence=[row.text() for row in self._saying()])

    def _saying(self):
        return [row for row in self.rows if row.cleaned_data["says"]]

    def saved_ids(self, text):
        return {row.add_prefix("id"): one.id for row, one in zip(self._saying(), text.evidence, strict=False)}


def _rows(data, files, do, is_strict, saved):
    """Yield the rows that a form sent, but for the one that the button `do` takes out ("evidence-remove-2").

    `saved` are the rows as they are saved (EvidenceText), by their ids.
    """
    text = data.get("evidence-count", "")
    count = min(int(text), MOST_EVIDENCE) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    for number in range(count):
        if do != f"evidence-remove-{number}":
            was = saved.get(data.get(f"evidence-{number}-id", ""), EvidenceText())
            before = {"initial": EvidenceForm.values_of(was), "file_name": was.file_name}
            yield EvidenceForm(data, files, number=number, is_strict=is_strict, **before)
