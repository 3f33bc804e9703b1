"""The steps of a cycle as rows of one form, switched on and off, moved, dated."""

from django import forms

from peerchallenge.actions.running import STEP_FIELDS, WRITTEN_BY
from peerchallenge.models import Step
from portal.ui import dates

Audience, Kind = Step.Audience, Step.Kind
LOOKED_AFTER_BY = (Audience.MANAGERS, Audience.RUNNERS)
MOST = len(Kind)


def _day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a day that exists, like 2026-11-17."},
    )  # fmt: skip


class StepForm(forms.Form):
    """One step: the row carries its id and its kind, which decide nothing but which step it is."""

    use_required_attribute = False
    hides_optional = True
    id = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=Kind, widget=forms.HiddenInput)
    name = forms.CharField(max_length=100, error_messages={"required": "Enter what your region calls this step."})
    is_on = forms.BooleanField(required=False, label="It takes place")
    opens_on = _day("From")
    due_on = _day("Until")
    place = forms.CharField(max_length=200, required=False)
    seen_by = forms.ChoiceField(choices=Audience, label="Who may see it")
    edited_by = forms.ChoiceField(
        choices=[(one.value, one.label) for one in LOOKED_AFTER_BY], label="Who may edit its dates"
    )

    def __init__(self, *args, only_dates=False, **options):
        # A row that says what is saved counts as said, too.
        super().__init__(*args, **options | {"empty_permitted": False})
        self.only_dates = only_dates
        said = self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind")
        if said in WRITTEN_BY:
            del self.fields["edited_by"]
        for name in ("name", "is_on", "seen_by", "edited_by") if only_dates else ():
            self.fields.pop(name, None)

    def clean(self):
        given = super().clean()
        first, last = given.get("opens_on"), given.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", "The last day is before the first. Put one of them right.")
        return given

    @property
    def title(self):
        """What heads the row: the step's kind, whatever the region calls it."""
        kind = self.data.get(self.add_prefix("kind")) if self.is_bound else self.initial.get("kind")
        return Kind(kind).label if kind in Kind.values else "Step"


class _Rows(forms.BaseFormSet):
    def fields_of_steps(self) -> list[tuple]:
        """Return (id, fields) of each row of a valid formset, in their order."""
        return [(row["id"], _fields(row)) for row in (form.cleaned_data for form in self.forms)]

    def said(self) -> list[tuple[str, str]]:
        """Return (step, what is said of it) for a page that compares two."""
        rows = [form.cleaned_data for form in self.forms] if self.is_bound else self.initial
        return [(str(Kind(row["kind"]).label), _said(row)) for row in rows]


StepRows = forms.formset_factory(
    StepForm, formset=_Rows, extra=0, max_num=MOST, absolute_max=MOST, validate_max=True
)  # fmt: skip


def _fields(row):
    return {name: row[name] for name in STEP_FIELDS if name in row}


def _said(row):
    if "name" in row and not row.get("is_on"):
        return "Doesn’t take place"
    days = [f"{word} {dates.day(row[name])}" for word, name in (("from", "opens_on"), ("until", "due_on")) if row[name]]
    seen = f"seen by: {Audience(row['seen_by']).label.lower()}" if "seen_by" in row else ""
    return "; ".join(filter(None, [row.get("name", ""), *days, row["place"], seen]))


def step_rows(steps) -> list[dict]:
    """Return the initial values of StepRows."""
    return [{"id": step.pk, "kind": step.kind} | {name: getattr(step, name) for name in STEP_FIELDS} for step in steps]


def moved_rows(data, do: str) -> list[dict]:
    """Return the rows as they were typed, after the button `do`: "step-up-3", "step-down-0"."""
    names = ("id", "kind", *STEP_FIELDS)
    rows = [{name: data.get(f"steps-{number}-{name}", "") for name in names} for number in range(_count(data))]
    verb, _, number = do.removeprefix("step-").partition("-")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 3 else len(rows)
    if at < len(rows) and verb in ("up", "down"):
        row = rows.pop(at)
        rows.insert(max(0, at - 1) if verb == "up" else at + 1, row)
    return rows


def _count(data):
    text = data.get("steps-TOTAL_FORMS", "")
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 3 else 0
