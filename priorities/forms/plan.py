"""Forms of a plan: starting it, what it says itself, its areas of activity."""

from django import forms
from django.utils import timezone

from portal.accounts.of_region import RegionForm
from portal.ui import richtext
from portal.ui.editor import RichTextField
from priorities.models import Plan
from priorities.periods import LATEST, PlanPeriod

SUGGESTED = "Our priorities"
NO_TITLE = "Enter a title for the plan, such as “Our priorities”."
MOST_AREAS = 20


class StartPlanForm(RegionForm):
    """A plan that isn't there yet: whose, for which period, and what it is called."""

    region = forms.ChoiceField(
        error_messages={
            "required": "Choose the region whose plan it is.",
            "invalid_choice": "Choose a region that you manage.",
        }
    )
    period = forms.CharField(
        max_length=20,
        help_text="Such as 2026-27 or 2026-29, from April to March; 2026 alone is a calendar year.",
        error_messages={"required": "Write the period like this: 2015-16."},
    )
    title = forms.CharField(
        max_length=150, error_messages={"required": NO_TITLE}, help_text="The region and the period stand beside it."
    )
    taken = None

    def clean_period(self):
        try:
            return PlanPeriod.parse(self.cleaned_data["period"])
        except ValueError as said:
            raise forms.ValidationError(str(said)) from said

    def clean(self):
        given = super().clean()
        if self.region_chosen and "period" in given:
            plans = Plan.objects.filter(region=self.region_chosen, period=str(given["period"]))
            if taken := plans.exclude(status=Plan.Status.DISCARDED).select_related("region").first():
                self.is_taken(taken)
        return given

    def is_taken(self, plan):
        """Say at the field that there is a plan for the period; the page leads to it."""
        self.taken = plan
        self.add_error(
            "period", f"{plan.region} already has a plan for {plan.period}. Open it, or write another period."
        )


def suggested(regions) -> dict:
    """Return what StartPlanForm begins with: the council year for which a manager's only region lacks a plan."""
    today = timezone.localdate()
    first = today.year if today.month >= 4 else today.year - 1
    period = PlanPeriod(first, min(first + 1, LATEST))
    if len(regions) == 1:
        plans = Plan.objects.filter(region=regions[0]).exclude(status=Plan.Status.DISCARDED)
        taken = set(plans.values_list("period", flat=True))
        while str(period) in taken and period.last < LATEST:
            period = period.next
    return {"period": str(period), "title": SUGGESTED}


class PlanForm(forms.Form):
    """What a plan says itself."""

    use_required_attribute = False
    title = forms.CharField(max_length=150, error_messages={"required": NO_TITLE})
    introduction = RichTextField(
        required=False, max_length=10_000, help_text="Why these priorities, in two sentences or a few more."
    )
    says_when_quiet = forms.BooleanField(
        required=False,
        label="The public page says where nothing was recorded for 90 days",
        help_text="You and the owner are told first, whatever you choose.",
    )


class AreaForm(forms.Form):
    """A broad area of activity: the row of one that is there already carries its id."""

    hides_optional = True
    use_required_attribute = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(max_length=200, required=False, label="Area")
    narrative = RichTextField(max_length=10_000, required=False, label="What it is about")

    def clean(self):
        given = super().clean()
        if "title" not in self.errors and given.get("narrative") and not given.get("title"):
            self.add_error("title", "Enter a title for this area, or empty what it is about.")
        return given


class _Rows(forms.BaseFormSet):
    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": "These are more than %(num)d areas. Put some of them together."
    }

    def areas(self) -> list[tuple]:
        """Return (id or None, title, narrative) of each row that says something, in their order."""
        rows = [form.cleaned_data for form in self.forms]
        return [(row["id"], row["title"], row["narrative"]) for row in rows if row.get("title")]

    def said(self) -> str:
        """Return the areas as text, for a page that compares two."""
        if self.is_bound:
            rows = self.areas()
        else:
            rows = [(row.get("id"), row.get("title", ""), row.get("narrative", "")) for row in self.initial or ()]
        words = [f"{title}\n{richtext.to_plain(narrative)}".strip() for _, title, narrative in rows if title]
        return "\n\n".join(words) or "Nothing"


AreaRows = forms.formset_factory(
    AreaForm, formset=_Rows, extra=0, max_num=MOST_AREAS, absolute_max=100, validate_max=True
)


def area_rows(plan) -> list[dict]:
    """Return the initial values of AreaRows: the areas of a saved plan."""
    return [{"id": area.pk, "title": area.title, "narrative": area.narrative} for area in plan.areas.all()]


def changed_rows(data, do: str) -> list[dict]:
    """Return the rows of areas as they were typed, after the button `do`: "area-add", "area-up-1", "area-remove-0"."""
    rows = []
    for number in range(_count(data)):
        row = {name: data.get(f"areas-{number}-{name}", "") for name in ("id", "title", "narrative")}
        rows.append(row)
    verb, _, number = do.removeprefix("area-").partition("-")
    if verb == "add":
        return [*rows, {}]
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else len(rows)
    if at < len(rows):
        row = rows.pop(at)
        if verb == "up":
            rows.insert(max(0, at - 1), row)
        elif verb == "down":
            rows.insert(at + 1, row)
    return rows


def _count(data):
    text = data.get("areas-TOTAL_FORMS", "")
    return min(int(text), 100) if text.isascii() and text.isdigit() and len(text) < 4 else 0
