"""Forms of a review: asking for one or starting it, what it says of itself, a promised date, why it is put off."""

from datetime import timedelta

from django import forms
from django.db.models import Q

from peerchallenge.models import Cycle
from peerchallenge.models.of_authority import authorities_of
from peerchallenge.no_child import NoChildForm
from peerchallenge.permissions import OWNERS
from peerchallenge.reviews.models import ReviewKind, Stage
from portal.regions.models import LocalAuthority

NO_DAY = "Enter a day that exists, like 2026-11-17."
NOT_OF_REGION = "This belongs to another region than the host. Choose another."


def _day(label, **options):
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY, "required": "Enter the day."}, **options,
    )  # fmt: skip


class _AboutForm(NoChildForm):
    """What a review says of itself."""

    use_required_attribute = False
    hides_optional = True
    title = forms.CharField(
        max_length=150, required=False, help_text="Such as “Front door and thresholds”. Empty: as its kind is called."
    )
    asked = forms.CharField(
        max_length=2000, required=False, widget=forms.Textarea({"rows": 4}), label="What the host asks",
        help_text="What the review should look at, and why now.",
    )  # fmt: skip
    begins_on = _day("First day of the visit", required=False, help_text="Empty while it isn’t known.")
    ends_on = _day("Last day of the visit", required=False, help_text="Empty: as many days as its kind has.")
    cycle = forms.ModelChoiceField(
        Cycle.objects.none(), required=False, empty_label="None",
        help_text="If it belongs to a year of peer challenge.",
        error_messages={"invalid_choice": "Choose a cycle from the list."},
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        first, last = given.get("begins_on"), given.get("ends_on")
        if last and not first and "begins_on" not in self.errors:
            self.add_error("begins_on", "Enter the first day too, or leave both empty.")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first. Put one of them right.")
        return given

    def about(self, kind) -> dict:
        """Return the fields of a Review that a valid form gives, for a review of `kind`."""
        given = self.cleaned_data
        first = given["begins_on"]
        last = given["ends_on"] or (first and first + timedelta(days=max(kind.days, 1) - 1))
        named = {"title": given["title"] or kind.name, "asked": given["asked"], "begins_on": first, "ends_on": last}
        return named | ({"cycle": given["cycle"]} if "cycle" in given else {})


class StartReviewForm(_AboutForm):
    """A review that isn't there yet: a programme manager starts one, a director asks for one of their own authority."""

    kind = forms.ModelChoiceField(
        None, widget=forms.RadioSelect, empty_label=None, label="Kind of review",
        error_messages={"required": "Choose the kind of review.", "invalid_choice": "Choose a kind from the list."},
    )  # fmt: skip
    authority = forms.ModelChoiceField(
        None, to_field_name="code", label="Host", empty_label="Choose the authority",
        error_messages={"required": "Choose the authority that hosts it.",
                        "invalid_choice": "Choose an authority from the list."},
    )  # fmt: skip

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.is_managed = bool(by.managed_region_slugs())
        places = LocalAuthority.objects.on().select_related("region").order_by("name")
        managed = Q(region__slug__in=by.managed_region_slugs())
        self.places = list(places.filter(managed | Q(pk__in=authorities_of(by, OWNERS))))
        regions = {one.region_id for one in self.places}
        self.fields["authority"].queryset = places.filter(pk__in=[one.pk for one in self.places])
        kinds = ReviewKind.objects.filter(Q(region=None) | Q(region__in=regions), is_retired=False)
        self.fields["kind"].queryset = kinds.exclude(form=ReviewKind.Form.EVENT).order_by("name")
        self.fields["kind"].label_from_instance = _described
        self._offer_cycles(by)
        if len(self.places) == 1:
            del self.fields["authority"]
        self.order_fields(["authority", "kind", "title", "asked", "begins_on", "ends_on", "cycle"])

    def _offer_cycles(self, by):
        cycles = Cycle.objects.visible_to(by).filter(status="open", region__slug__in=by.managed_region_slugs())
        self.fields["cycle"].queryset = cycles.select_related("region")
        if not self.is_managed:
            del self.fields["cycle"]

    @property
    def host(self):
        """The LocalAuthority that hosts it, once that is known."""
        return self.places[0] if len(self.places) == 1 else self.cleaned_data.get("authority")

    def clean(self):
        given = super().clean()
        for name in ("kind", "cycle"):
            one = given.get(name)
            if self.host and one and one.region_id not in (None, self.host.region_id):
                self.add_error(name, NOT_OF_REGION)
        return given


def _described(kind):
    length = f" {kind.length}." if kind.length else ""
    return f"{kind.name}.{length} {kind.purpose}".strip()


class ReviewForm(_AboutForm):
    """What a review says of itself, once it is there; its kind and its host stay."""

    def __init__(self, *args, review, **options):
        names = ("title", "asked", "begins_on", "ends_on", "cycle")
        super().__init__(*args, initial={name: getattr(review, name) for name in names}, **options)
        cycles = Cycle.objects.filter(Q(status="open", region=review.region) | Q(pk=review.cycle_id))
        self.fields["cycle"].queryset = cycles.select_related("region")


class StageDateForm(NoChildForm):
    """Another day for what is promised, with the reason; an empty day goes back to what the kind promises."""

    use_required_attribute = False
    stage = forms.ChoiceField(error_messages={"required": "Choose what is promised for another day."})
    due_on = _day("New day", required=False, help_text="Empty: as its kind promises again.")
    because = forms.CharField(
        max_length=300, required=False, label="Why", help_text="Whoever knows of the review reads it. Name no person."
    )

    def __init__(self, *args, review, **options):
        super().__init__(*args, **options)
        rows = {row.stage: row for row in review.stages.all() if row.is_on and row.reached_at is None}
        stages = [Stage(one) for one in Stage if one in rows]
        self.fields["stage"].choices = [(stage.value, stage.label) for stage in stages]

    def clean(self):
        given = super().clean()
        if given.get("due_on") and not given.get("because") and "because" not in self.errors:
            self.add_error("because", "Say why it moves: those who counted on the day read it.")
        return given


class BecauseForm(NoChildForm):
    """Why a review is put off or given up."""

    use_required_attribute = False
    because = forms.CharField(
        max_length=300, label="Why", widget=forms.Textarea({"rows": 2}),
        help_text="Everybody concerned is told. Name no person.",
        error_messages={"required": "Say why: everybody concerned is told."},
    )  # fmt: skip
