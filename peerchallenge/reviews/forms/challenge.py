"""Forms of a challenge event: its date and place, and the triads."""

from django import forms

from peerchallenge.forms.cycles import MOST_TRIADS
from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import ReviewKind

NO_DAY = "Enter a day that exists, like 2026-11-17."
IN_FORCE = (
    "{name} released its self-assessment to its triad, so nobody can be added to that. Its director can take the "
    "release back first, and then release it again."
)


class EventForm(NoChildForm):
    """The date of the event, and when it is made its kind."""

    use_required_attribute = False
    kind = forms.ModelChoiceField(
        None, empty_label=None, label="Kind of event",
        error_messages={"required": "Choose the kind of event.", "invalid_choice": "Choose a kind from the list."},
    )  # fmt: skip
    takes_place_on = forms.DateField(
        label="Date", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the date of the event.", "invalid": NO_DAY},
    )  # fmt: skip
    place = forms.CharField(max_length=200, required=False, help_text="Empty while it isn’t known.")

    def __init__(self, *args, region, event=None, **options):
        super().__init__(*args, **options)
        if event:
            del self.fields["kind"]
        else:
            kinds = ReviewKind.objects.of_region(region).filter(form=ReviewKind.Form.EVENT)
            self.fields["kind"].queryset = kinds.order_by("-region", "name")


class TriadsForm(forms.Form):
    """The number of the triad of each authority that takes part in `cycle`."""

    use_required_attribute = False

    def __init__(self, *args, cycle, **options):
        super().__init__(*args, **options)
        self.parts = list(cycle.participations.select_related("authority"))
        for one in self.parts:
            self.fields[f"triad-{one.authority.code}"] = forms.IntegerField(
                required=False, min_value=1, max_value=MOST_TRIADS, label=f"Triad of {one.authority}",
                initial=one.triad, widget=forms.NumberInput({"class": "form-control", "inputmode": "numeric"}),
            )  # fmt: skip

    def field_of(self, authority):
        return self[f"triad-{authority.code}"]

    def triads(self) -> dict:
        """Return {authority: number or None}, out of a valid form."""
        return {one.authority: self.cleaned_data[f"triad-{one.authority.code}"] for one in self.parts}

    def refuse(self, authorities):
        """Say at each of these that what it released to its triad would be read by others."""
        for one in authorities:
            self.add_error(f"triad-{one.code}", IN_FORCE.format(name=one.name))

    def said(self) -> list[tuple[str, str]]:
        """Return (authority, its triad) for a page that compares two."""
        values = self.cleaned_data if self.is_bound else {name: self[name].initial for name in self.fields}
        pairs = [(one.authority, values.get(f"triad-{one.authority.code}")) for one in self.parts]
        return [(str(place), f"Triad {number}" if number else "In no triad") for place, number in pairs]
