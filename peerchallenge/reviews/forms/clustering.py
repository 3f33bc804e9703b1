"""Forms in which the lead makes headline findings of notes."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import Finding

LIKE_ITS_NOTES = "As most of its notes are"


class MoveForm(NoChildForm):
    """Where the chosen notes go: behind a headline finding that is there, or behind a new one."""

    use_required_attribute = False
    hides_optional = True

    notes = forms.TypedMultipleChoiceField(
        required=False, error_messages={"invalid_choice": "One of these notes isn’t there any more. Choose again."}
    )
    to = forms.ModelChoiceField(
        label="Move them to", queryset=None, required=False, empty_label="A new headline finding",
        to_field_name="public_id",
        error_messages={"invalid_choice": "This headline finding was taken out. Choose another."},
    )  # fmt: skip
    headline = forms.CharField(
        label="Headline of the new one", required=False, max_length=300,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="The new one is", required=False, choices=[("", LIKE_ITS_NOTES), *Finding.Kind.choices]
    )

    def __init__(self, data=None, *, clusters):
        super().__init__(data)
        notes = [note for place in (*clusters.columns, *clusters.findings) for note in place.notes]
        self.fields["notes"].choices = [(str(note.public_id), note.text) for note in notes]
        rows = [one.finding.pk for one in clusters.findings]
        self.fields["to"].queryset = Finding.objects.filter(pk__in=rows).order_by("position", "pk")
        self.fields["to"].label_from_instance = lambda one: f"{one.position + 1}. {one.headline[:90]}"
        self.is_freeing = self.is_bound and self.data.get("do") == "free"

    def clean(self):
        given = super().clean()
        if not given.get("notes") and "notes" not in self.errors:
            self.add_error("notes", "Choose at least one note.")
        has_place = self.is_freeing or given.get("to") or "to" in self.errors
        if not has_place and not given.get("headline", "").strip() and "headline" not in self.errors:
            self.add_error("headline", "Write the headline of the new one, or choose one that is there.")
        return given


class MergeForm(forms.Form):
    """Which headline finding goes into which."""

    use_required_attribute = False

    other = forms.ModelChoiceField(label="Take out", queryset=None, to_field_name="public_id", empty_label="Choose")
    into = forms.ModelChoiceField(
        label="and put all of it into", queryset=None, to_field_name="public_id", empty_label="Choose"
    )

    def __init__(self, data=None, *, review):
        super().__init__(data, prefix="merge")
        for field in self.fields.values():
            field.queryset = review.findings.standing().order_by("position", "pk")
            field.label_from_instance = lambda one: f"{one.position + 1}. {one.headline[:90]}"
            field.error_messages["required"] = "Choose a headline finding."
            field.error_messages["invalid_choice"] = "This headline finding was taken out. Choose another."

    def clean(self):
        given = super().clean()
        if given.get("other") and given.get("other") == given.get("into"):
            self.add_error("into", "Choose two different ones.")
        return given
