"""Forms of bringing a plan in: the document, then what was found in it, to be checked."""

from django import forms

from portal.documents.forms import GivenForm
from portal.ui.editor import RichTextField
from portal.ui.lines import LinesField
from portal.ui.mistakes import field_errors
from priorities import sources
from priorities.forms.parts import LONGEST_FOCUS, MOST_FOCUS, CodeField
from priorities.forms.plan import SUGGESTED, AreaRows, StartPlanForm

MOST_PRIORITIES, MOST_ENABLERS = 100, 50


class BringForm(GivenForm):
    """A document with a plan: a file, pasted text, or a section of an update."""

    WAYS = (*GivenForm.WAYS, "section")
    NOTHING = "Paste the text of the plan, or choose a file."

    section = forms.CharField(
        label="Or choose a section of an update", required=False, max_length=120, widget=forms.Select,
        help_text="Older updates have “Make a plan of one of its sections” on their own page of your desk.",
    )  # fmt: skip

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.by = by
        self.fields["text"].help_text = "The plan, or the section of an update that holds it."
        asked = (self.data if self.is_bound else self.initial).get("section", "")
        if choices := sources.choices(by, asked):
            self.fields["section"].widget.choices = [("", "No section"), *choices]
            self.NOTHING = "Paste the text of the plan, choose a file, or choose a section of an update."
            self.TOO_MUCH = "Choose one of the three: a file, text or a section. Leave the others empty."
        else:
            del self.fields["section"]

    def clean_section(self):
        """Return the Source that was chosen, or None."""
        key = self.cleaned_data["section"]
        source = sources.find(self.by, key) if key else None
        if key and source is None:
            raise forms.ValidationError("This section is there no more, or you do not look after its region.")
        return source


class BroughtForm(StartPlanForm):
    """Whose plan was found, for which period, and what stands outside its priorities."""

    use_required_attribute = False
    introduction = RichTextField(
        required=False, max_length=10_000,
        help_text="All that belongs to no priority or enabler. Take out what isn’t needed.",
    )  # fmt: skip


class _PartForm(forms.Form):
    """A priority or an enabler that was found. One that is left out is not saved, whatever stands in it."""

    hides_optional = True
    use_required_attribute = False
    code = CodeField(help_text="Leave it empty if there is none.")
    title = forms.CharField(max_length=200, required=False)
    narrative = RichTextField(max_length=50_000, required=False)
    is_left_out = forms.BooleanField(label="Leave this one out", required=False)

    def clean(self):
        given = super().clean()
        if given.get("is_left_out"):
            self.errors.clear()
        elif "title" not in self.errors and not given.get("title"):
            self.add_error("title", f"Enter a title for the {self.kind}, or leave it out.")
        return given


class FoundPriorityForm(_PartForm):
    kind = "priority"
    focus = LinesField(
        label="Focus areas", many="focus areas", most=MOST_FOCUS, longest=LONGEST_FOCUS, rows=6, help_text="One a line."
    )
    area = forms.ChoiceField(required=False)
    field_order = ["code", "title", "area", "narrative", "focus", "is_left_out"]

    def __init__(self, *args, areas=(), **options):
        super().__init__(*args, **options)
        self.fields["area"].choices = [("", "No area"), *((str(at), title) for at, title in enumerate(areas))]
        if not areas:
            del self.fields["area"]


class FoundEnablerForm(_PartForm):
    kind = "enabler"


class _Rows(forms.BaseFormSet):
    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": "These are more than %(num)d. Bring the plan in in parts."
    }

    def kept(self) -> list[dict]:
        """The values of the rows that are not left out."""
        return [row.cleaned_data for row in self.forms if not row.cleaned_data.get("is_left_out")]


PriorityRows = forms.formset_factory(
    FoundPriorityForm, formset=_Rows, extra=0, max_num=MOST_PRIORITIES, absolute_max=200, validate_max=True
)
EnablerRows = forms.formset_factory(
    FoundEnablerForm, formset=_Rows, extra=0, max_num=MOST_ENABLERS, absolute_max=100, validate_max=True
)


class BroughtWords:
    """The whole check screen: the plan, its areas, priorities and enablers, valid together or not at all."""

    def __init__(self, found: dict, data=None, *, by):
        """`found` is what `FoundPlan.as_json` gave, `by` the person whose regions can be chosen."""
        areas = [one | {"title": _capital(one["title"])} for one in found["areas"]]
        places = {one["title"]: str(at) for at, one in enumerate(found["areas"])}
        initial = {name: found[name] or "" for name in ("region", "period", "introduction")}
        self.plan = BroughtForm(data, by=by, initial=initial | {"title": found["title"] or SUGGESTED})
        self.areas = AreaRows(data, prefix="areas", initial=areas)
        priorities = [
            one | {"focus": "\n".join(one["focus"]), "area": places.get(one["area"], "")} for one in found["priorities"]
        ]
        self.priorities = PriorityRows(
            data, prefix="priorities", initial=priorities, form_kwargs={"areas": [one["title"] for one in areas]}
        )
        self.enablers = EnablerRows(data, prefix="enablers", initial=found["enablers"])
        self._parts = (self.plan, self.areas, self.priorities, self.enablers)

    @property
    def media(self):
        return self.plan.media + self.priorities.media + self.areas.media

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in self._parts]
        self._check_codes()
        return all(valid) and not any(row.errors for row in [*self.priorities, *self.enablers])

    def _check_codes(self):
        """Say at the field which codes are there twice: they are unique among priorities and enablers together."""
        holders = {}
        for row in [*self.priorities, *self.enablers]:
            code = "" if row.cleaned_data.get("is_left_out") else row.cleaned_data.get("code", "")
            holder = holders.setdefault(code.casefold(), row) if code else row
            if holder is not row:
                title = holder["title"].value()
                row.add_error("code", f"{code} is the code of “{title}” too. Codes are unique in a plan: change one.")

    def errors(self) -> list[dict]:
        """Return everything wrong as {message, url} for the error summary, in the order of the page."""
        rows = [self.plan, *self.areas, *self.priorities, *self.enablers]
        found = [error for row in rows for error in field_errors(row)]
        sets = (self.areas, self.priorities, self.enablers)
        return found + [{"message": text, "url": ""} for rows in sets for text in rows.non_form_errors()]

    def values(self) -> dict:
        """Return what was checked, as `FoundPlan.as_json` gives it, once it is valid."""
        rows = [row.cleaned_data for row in self.areas]
        given = self.plan.cleaned_data
        return {
            "title": given["title"],
            "introduction": given["introduction"],
            "areas": [row for row in rows if row.get("title")],
            "priorities": [one | {"area": _named(rows, one.get("area", ""))} for one in self.priorities.kept()],
            "enablers": self.enablers.kept(),
        }


def _capital(title):
    return title[:1].upper() + title[1:]


def _named(rows, number):
    return rows[int(number)].get("title", "") if number and int(number) < len(rows) else ""
