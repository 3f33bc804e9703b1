"""Forms of a section: its judgement, and what became of last year's promises."""

from django import forms

from peerchallenge.forms.typed import TypedForm
from peerchallenge.models import Promise, Section
from peerchallenge.said import PromiseText, SectionText, plain


class SectionForm(TypedForm):
    """What an authority judges of an area, and whether its section is completed. `scale` are ScalePoints."""

    grade = forms.ChoiceField(
        label="How good is it?", required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose a judgement of this framework’s scale."},
    )  # fmt: skip
    rationale = forms.CharField(
        label="Why do you judge it so?", required=False, max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text="What weighs most, in a few sentences.",
    )  # fmt: skip
    direction = forms.ChoiceField(
        label="Which way is it going?", required=False, widget=forms.RadioSelect,
        choices=[*Section.Direction.choices, ("", "Not said")],
    )  # fmt: skip
    is_completed = forms.ChoiceField(
        label="Have you completed this section?", required=False, widget=forms.RadioSelect,
        choices=[("yes", "Yes, I’ve completed this section"), ("no", "No, I’ll come back to it later")],
        help_text="It can still be changed. The self-assessment isn’t submitted by this.",
    )  # fmt: skip

    def __init__(self, *args, scale, **options):
        super().__init__(*args, **options)
        self.labels = {str(point.pk): point.label for point in scale}
        self.fields["grade"].choices = [
            *((str(point.pk), f"{point.label}: {point.descriptor}" if point.descriptor else point.label)
              for point in scale), ("", "Not judged yet"),
        ]  # fmt: skip

    @classmethod
    def values_of(cls, text):
        return {"grade": str(text.grade or ""), "rationale": text.rationale, "direction": text.direction,
                "is_completed": "yes" if text.is_completed else "no"}  # fmt: skip

    def text(self):
        given = self.cleaned_data
        grade = int(given["grade"]) if given["grade"] else None
        completed, label = given["is_completed"] == "yes", self.labels.get(given["grade"], "")
        return SectionText(grade, plain(given["rationale"]), given["direction"], completed, label)


class PromiseForm(TypedForm):
    """What became of a next step that last year's self-assessment promised, or that was accepted after a review."""

    status = forms.ChoiceField(
        label="How does it stand?", choices=Promise.Status, widget=forms.RadioSelect,
        error_messages={"required": "Say how it stands."},
    )  # fmt: skip
    changed = forms.CharField(
        label="What changed?", required=False, max_length=1000, widget=forms.Textarea({"rows": 5}),
        help_text="For children and families, if you can say. If nothing changed yet, say why.",
    )  # fmt: skip

    def __init__(self, *args, of_review=False, **options):
        super().__init__(*args, **options)
        if of_review:
            self.fields["changed"].label = "What did you do, and what changed?"

    @classmethod
    def values_of(cls, text):
        return {"status": text.status, "changed": text.changed}

    def text(self):
        return PromiseText(self.cleaned_data["status"], plain(self.cleaned_data["changed"]))
