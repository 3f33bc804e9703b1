"""Forms of a kind of review: its copy for a region, what it says with its seats and lines, its stages with dates."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import LINE, KindStage, ReviewKind, ShownTo, Stage
from peerchallenge.reviews.promises import in_words
from portal.ui import mistakes

MOST_SEATS, MOST_LINES = 12, 12
SEAT_NAMES, LINE_NAMES = ("label", "number", "is_lead"), ("text",)
NAME_TAKEN = "Your region has a kind of review called that. Enter another name."
# What a stage makes no sense without: the draft that is checked, the reply that actions follow. Without a letter the
# lead shows the findings to the host, which replies to them.
NEEDS = {
    Stage.FACTUAL_CHECK: (Stage.DRAFT, Stage.FINAL_LETTER),
    Stage.ACTIONS_LIVE: (Stage.REPLY,),
    Stage.PROGRESS_REVIEW: (Stage.ACTIONS_LIVE,),
}
ALWAYS_ON = (Stage.REQUESTED, Stage.CLOSED)


class CopyKindForm(NoChildForm):
    """A copy of a kind for a region."""

    use_required_attribute = False
    region = forms.ChoiceField(error_messages={"required": "Choose the region whose kind it will be."})
    name = forms.CharField(max_length=120, error_messages={"required": "Enter a name for your region’s kind."})

    def __init__(self, *args, by, kind, **options):
        super().__init__(*args, initial={"name": f"{kind.name}, our own"[:120]}, **options)
        self.regions = {region.slug: region for region in by.managed_regions()}
        self.fields["region"].choices = [("", "Choose a region"), *((s, r.name) for s, r in self.regions.items())]
        if len(self.regions) == 1:
            del self.fields["region"]

    @property
    def region_chosen(self):
        if len(self.regions) == 1:
            return next(iter(self.regions.values()))
        return self.regions[self.cleaned_data["region"]]


class KindForm(NoChildForm):
    """What a kind says of itself."""

    use_required_attribute = False
    hides_optional = True
    name = forms.CharField(max_length=120, error_messages={"required": "Enter the name of this kind of review."})
    purpose = forms.CharField(max_length=400, required=False, widget=forms.Textarea({"rows": 3}),
                              help_text="What it is for, for those who choose a kind.")  # fmt: skip
    form = forms.ChoiceField(choices=ReviewKind.Form, label="How it is done")
    length = forms.CharField(max_length=60, required=False, help_text="In words, such as 3 days.")
    days = forms.IntegerField(
        min_value=1, max_value=30, label="Days on site",
        help_text="Whole days: the last day of a visit is counted from its first by this.",
        error_messages={"required": "Enter how many days the visit lasts."},
    )  # fmt: skip
    led_by = forms.CharField(max_length=150, required=False, label="Who leads it", help_text="A post, not a person.")
    shown_to = forms.ChoiceField(
        label="Who can read a finding at first",
        choices=[(ShownTo.AUTHORITY, "The host and the review team"), (ShownTo.TEAM, "The review team alone")],
        help_text="From when it is sent to the host, until its director lets others read it.",
    )  # fmt: skip


class SeatForm(NoChildForm):
    """A place on the team."""

    use_required_attribute = False
    label = forms.CharField(
        label="Post", max_length=120, help_text="Such as Director of Children’s Services.",
        error_messages={"required": "Enter the post, or take the seat out."},
    )  # fmt: skip
    number = forms.IntegerField(
        label="How many", min_value=1, max_value=12, initial=1, error_messages={"required": "Enter how many."}
    )
    is_lead = forms.BooleanField(label="Leads the team", required=False)


class LineForm(NoChildForm):
    """A line of enquiry with which each review of the kind begins."""

    use_required_attribute = False
    text = forms.CharField(
        label="Line of enquiry", max_length=400, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write the line of enquiry, or take it out."},
    )  # fmt: skip


class _Rows(forms.BaseFormSet):
    """Rows that may not be left empty: one that isn't wanted is taken out."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"empty_permitted": False}


class _Seats(_Rows):
    def clean(self):
        leads = [form for form in self.forms if form.cleaned_data.get("is_lead")]
        for form in leads[1:]:
            form.add_error("is_lead", "One seat leads the team. Take the tick out of one of them.")
        if leads and leads[0].cleaned_data.get("number", 1) > 1:
            leads[0].add_error("number", "One person leads the team. Give the others a seat of their own.")


def _rows(form, formset, most):
    return forms.formset_factory(form, formset=formset, extra=0, max_num=most, absolute_max=most, validate_max=True)


SeatRows, LineRows = _rows(SeatForm, _Seats, MOST_SEATS), _rows(LineForm, _Rows, MOST_LINES)


class StageForm(forms.Form):
    """Whether a kind goes through a stage, and by when; the row carries its stage."""

    use_required_attribute = False
    hides_optional = True
    stage = forms.ChoiceField(choices=[(stage.value, stage.label) for stage in LINE], widget=forms.HiddenInput)
    is_on = forms.BooleanField(required=False, label="Used")
    number = forms.IntegerField(
        required=False, min_value=-365, max_value=730, label="How many", help_text="Below 0: before. Empty: no date."
    )
    unit = forms.ChoiceField(choices=KindStage.Unit, label="Days or months")
    after = forms.ChoiceField(choices=KindStage.After, label="After")

    def __init__(self, *args, **options):
        super().__init__(*args, **options | {"empty_permitted": False})
        said = self.data.get(self.add_prefix("stage")) if self.is_bound else self.initial.get("stage")
        self.of = Stage(said) if said in LINE else None
        if self.of in ALWAYS_ON:
            del self.fields["is_on"]

    def clean(self):
        given = super().clean()
        if given.get("after") == KindStage.After.FINAL_LETTER and self.of and LINE.index(self.of) <= _LETTER:
            self.add_error("after", "This comes before the final letter. Count from something earlier.")
        return given

    @property
    def title(self):
        """What heads the row."""
        return self.of.label if self.of else "Stage"


_LETTER = LINE.index(Stage.FINAL_LETTER)


class _Stages(_Rows):
    def clean(self):
        on = {form.of for form in self.forms if form.of in ALWAYS_ON or form.cleaned_data.get("is_on")}
        for form in self.forms:
            lacks = [stage.label for stage in NEEDS.get(form.of, ()) if stage not in on] if form.of in on else []
            if lacks:
                form.add_error("is_on", f"It makes no sense without: {', '.join(lacks)}. Use that too.")
            counts = form.cleaned_data.get("after") == KindStage.After.FINAL_LETTER
            if (
                form.of in on
                and counts
                and form.cleaned_data.get("number") is not None
                and Stage.FINAL_LETTER not in on
            ):
                form.add_error("after", "This kind has no final letter. Count from the visit.")

    def by_stage(self) -> dict:
        """Return {stage: fields of KindStage} of a valid formset."""
        rows = [form.cleaned_data for form in self.forms]
        return {
            row["stage"]: {"is_on": row.get("is_on", True)} | {name: row[name] for name in STAGE_NAMES} for row in rows
        }

    def said(self) -> list[tuple[str, str]]:
        """Return (stage, what is said of it) for a page that compares two."""
        rows = [form.cleaned_data for form in self.forms] if self.is_bound else self.initial
        return [(str(Stage(row["stage"]).label), _said_of(row)) for row in rows]


def _said_of(row):
    promise = in_words(KindStage(**{name: row[name] for name in STAGE_NAMES}))
    return f"Used, {promise or 'no date promised'}" if row.get("is_on", True) else "Not used"


STAGE_NAMES = ("number", "unit", "after")
StageRows = _rows(StageForm, _Stages, len(LINE))


def stages_initial(kind) -> list[dict]:
    """Return the initial values of StageRows, one row for each stage but the first, which promises nothing."""
    there = {row.stage: row for row in kind.stages.all()}
    rows = [there.get(stage) or KindStage(kind=kind, stage=stage, is_on=stage in ALWAYS_ON) for stage in LINE[1:]]
    return [{name: getattr(row, name) for name in ("stage", "is_on", *STAGE_NAMES)} for row in rows]


def kind_initial(kind) -> dict:
    return {name: getattr(kind, name) for name in KindForm.base_fields}


def seats_initial(kind) -> list[dict]:
    return [{name: getattr(seat, name) for name in SEAT_NAMES} for seat in kind.seats.all()]


def lines_initial(kind) -> list[dict]:
    return [{"text": one.text} for one in kind.enquiries.all()]


def wrong_in(*parts) -> list[dict]:
    """Return what is wrong in forms and formsets, as components/error_summary.html takes `errors`."""
    found = []
    for part in parts:
        if part.is_bound and isinstance(part, forms.BaseFormSet):
            found += [{"message": said} for said in part.non_form_errors()]
        for form in part if isinstance(part, forms.BaseFormSet) else [part]:
            found += [
                {"message": mistakes.in_words(said, form[name]), "url": f"#{mistakes.anchor(form[name])}"}
                for name in form.errors
                for said in form.errors[name]
            ]
    return found
