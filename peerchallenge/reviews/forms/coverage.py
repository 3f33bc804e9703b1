"""The form of a promise: a kind, a round, a start and an end."""

import re

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import ReviewKind

NO_DAY = "Enter a day that exists, like 2017-01-31."


def _day(label, **options):
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day.", "invalid": NO_DAY}, **options,
    )  # fmt: skip


class PromiseForm(NoChildForm):
    """What the region promised each of its authorities."""

    use_required_attribute = False
    words = forms.CharField(
        max_length=300, label="As it was promised", widget=forms.Textarea({"rows": 2}),
        help_text="Such as: each authority a team review within 15 months of November 2015.",
        error_messages={"required": "Enter what was promised."},
    )  # fmt: skip
    kind = forms.ModelChoiceField(
        None, label="Kind of review", empty_label="Choose a kind",
        error_messages={"required": "Choose the kind of review.", "invalid_choice": "Choose a kind from the list."},
    )  # fmt: skip
    round = forms.IntegerField(
        min_value=1, max_value=50, initial=1, help_text="1: the first of its kind there, 2: the second.",
        error_messages={"required": "Enter which round, such as 1.", "invalid": "Enter a whole number, such as 2.",
                        "min_value": "Enter 1 or more.", "max_value": "Enter 50 or less."},
    )  # fmt: skip
    starts_on = _day("From", help_text="What took place before doesn’t count.")
    ends_on = _day("Until", help_text="The last day. A season ends with its last day: summer with 31 August.")
    source = forms.CharField(
        max_length=300, required=False, label="Where it was said", help_text="A paper, a meeting, or an address."
    )

    def __init__(self, *args, region, kept=None, **options):
        super().__init__(*args, **options)
        kinds = ReviewKind.objects.of_region(region)
        if kept:
            kinds = kinds | ReviewKind.objects.filter(pk=kept.kind_id)
        self.fields["kind"].queryset = kinds.order_by("name")

    def clean_words(self):
        return re.sub(r"\s+", " ", self.cleaned_data["words"])

    def clean(self):
        given = super().clean()
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", "It would end before it begins. Put one of the days right.")
        return given


def promise_initial(promise) -> dict:
    return {name: getattr(promise, name) for name in PromiseForm.base_fields}
