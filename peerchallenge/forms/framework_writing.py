"""Forms in which a draft of a framework is written: its settings with the scale, an area with its questions."""

from django import forms

from peerchallenge.forms.frameworks import NO_LABEL
from peerchallenge.frameworks import columns as of
from peerchallenge.frameworks.exporting import typed_form
from peerchallenge.frameworks.rows import CODE, CODE_RULE
from peerchallenge.frameworks.text import AREA_FIELDS, PROMPT_FIELDS, AreaText, PointText, PromptText
from peerchallenge.models import AppliesTo
from portal.ui import richtext
from portal.ui.editor import RichTextField

TYPED = "A blank line begins a paragraph, a dash a point of a list."
MOST_PROMPTS = 40  # of one area on one page


class SettingsForm(forms.Form):
    """What a version says of itself; the name is that of the framework, as long as that may change."""

    use_required_attribute = False
    name = forms.CharField(max_length=150, error_messages={"required": "Enter the name of the framework."})
    label = forms.CharField(
        label="Version", max_length=30, help_text="Such as 2026-27.", error_messages={"required": NO_LABEL}
    )
    introduction = RichTextField(
        required=False, max_length=20_000, help_text="What it is for and how to answer it. Readers see it first."
    )

    def __init__(self, *args, version, keeps_name, **options):
        initial = {"name": version.framework.name, "label": version.label, "introduction": version.introduction}
        super().__init__(*args, initial=initial, **options)
        if keeps_name:
            del self.fields["name"]


class PointForm(forms.Form):
    """A judgement of the scale."""

    use_required_attribute = False
    hides_optional = True
    label = forms.CharField(
        label="Judgement", max_length=60, error_messages={"required": "Name the judgement, or take it out."}
    )
    descriptor = forms.CharField(
        label="What it means", max_length=400, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Shown wherever somebody chooses a judgement.",
    )  # fmt: skip


class AreaForm(forms.Form):
    """An area without its questions."""

    use_required_attribute = False
    code = forms.CharField(
        max_length=8, help_text="Such as A.", error_messages={"required": "Enter a code for the area, such as A."}
    )
    title = forms.CharField(max_length=150, error_messages={"required": "Enter the title of the area."})
    guidance = RichTextField(required=False, max_length=of.LONGEST_GUIDANCE)
    minutes = forms.IntegerField(
        label="Minutes that it takes", min_value=0, max_value=of.MOST_MINUTES, initial=20,
        error_messages={"required": "Enter about how many minutes it takes."},
    )  # fmt: skip
    at_area_level = forms.BooleanField(required=False, label="May be answered as a whole")
    is_education = forms.BooleanField(
        required=False, label="Is about education", help_text="It is counted on its own in figures."
    )
    applies_to = forms.ChoiceField(label="Put to", choices=AppliesTo, initial=AppliesTo.ALL)

    def clean_code(self):
        return code_in(self.cleaned_data["code"])


class PromptForm(forms.Form):
    """A question of an area; the row carries its id, which decides nothing but which question it is."""

    use_required_attribute = False
    hides_optional = True
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(
        max_length=8, help_text="Such as A1.", error_messages={"required": "Enter a code, or take the question out."}
    )
    text = forms.CharField(
        label="Question", max_length=400, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write the question, or take it out."},
    )  # fmt: skip
    guidance = forms.CharField(
        required=False, max_length=of.LONGEST_GUIDANCE, widget=forms.Textarea({"rows": 4}), help_text=TYPED
    )
    evidence_expected = forms.CharField(
        label="Evidence that is expected", max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )
    is_voice = forms.BooleanField(required=False, label="Asks for children’s and families’ voice")
    applies_to = forms.ChoiceField(label="Put to", choices=AppliesTo, initial=AppliesTo.ALL)

    def clean_code(self):
        return code_in(self.cleaned_data["code"])

    def clean_guidance(self):
        return richtext.from_typed(self.cleaned_data["guidance"])


def code_in(text) -> str:
    """Return a code as it is kept. Raises ValidationError."""
    if not CODE.fullmatch(text):
        raise forms.ValidationError(CODE_RULE)
    return text


class _Rows(forms.BaseFormSet):
    """Rows that may not be left empty: one that isn't wanted is taken out."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"empty_permitted": False}

    def said(self, noun) -> list[tuple[str, str]]:
        """Return (which, what it says) of each row, for a page that compares two."""
        rows = [form.cleaned_data for form in self.forms] if self.is_bound else self.initial
        return [(f"{noun} {number}", self.row_said(row)) for number, row in enumerate(rows, 1)]


class _Prompts(_Rows):
    def clean(self):
        for form, first in _repeated(self.forms, "code"):
            form.add_error("code", f"Question {first} of this page has this code. Enter another.")

    def texts(self):
        """Return the questions of a valid formset, each with the row that it names, once."""
        found, rows = [], set()
        for row in (form.cleaned_data for form in self.forms):
            pk = row["id"] if row["id"] not in rows else None
            rows.add(pk)
            found.append(PromptText(pk=pk, **{name: row[name] for name in PROMPT_FIELDS}))
        return tuple(found)

    @staticmethod
    def row_said(row):
        more = ("guidance", "evidence_expected")
        lines = [f"{row['code']}. {row['text']}", *(richtext.to_plain(row[name]) for name in more)]
        voice = "Asks for children’s and families’ voice." if row["is_voice"] else ""
        return "\n".join(filter(None, [*lines, voice, AppliesTo(row["applies_to"]).label]))


class _Points(_Rows):
    def clean(self):
        for form, first in _repeated(self.forms, "label"):
            form.add_error("label", f"Judgement {first} is called that. Give this one another name.")

    def texts(self):
        return tuple(PointText(row["label"], row["descriptor"]) for row in (form.cleaned_data for form in self.forms))

    @staticmethod
    def row_said(row):
        return "\n".join(filter(None, [row["label"], row["descriptor"]]))


def _repeated(rows, name):
    """Yield (form, number of the first) for each row whose field says what one before it says."""
    first = {}
    for number, form in enumerate(rows, 1):
        said = form.cleaned_data.get(name, "").casefold() if hasattr(form, "cleaned_data") else ""
        if said and first.setdefault(said, number) != number:
            yield form, first[said]


def _rows(form, formset, most):
    return forms.formset_factory(form, formset=formset, extra=0, max_num=most, absolute_max=most, validate_max=True)


PromptRows = _rows(PromptForm, _Prompts, MOST_PROMPTS)
PointRows = _rows(PointForm, _Points, of.MOST_POINTS)
PROMPT_NAMES, POINT_NAMES = ("id", *PROMPT_FIELDS), ("label", "descriptor")


def area_initial(area: AreaText) -> dict:
    return {name: getattr(area, name) for name in AREA_FIELDS}


def prompts_initial(prompts) -> list[dict]:
    return [
        {name: getattr(one, name) for name in PROMPT_FIELDS} | {"id": one.pk, "guidance": typed_form(one.guidance)}
        for one in prompts
    ]


def points_initial(points) -> list[dict]:
    return [{"label": one.label, "descriptor": one.descriptor} for one in points]


def typed_into(form, data) -> dict:
    """Return what was typed into the fields of `form`, a class, as it was typed."""
    return {name: data.get(name, "") for name in form.base_fields}
