"""Forms of a letter: what stands around its findings, a correction of facts, its answer."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import Correction


def _text(label, rows, most, help_text, required=""):
    return forms.CharField(
        label=label, max_length=most, required=bool(required), help_text=help_text,
        widget=forms.Textarea({"rows": rows}), error_messages={"required": required} if required else None,
    )  # fmt: skip


class LetterTextForm(NoChildForm):
    """What the lead writes before and after the headline findings."""

    use_required_attribute = False
    hides_optional = True
    opening = _text("Opening", 8, 4000, "Thanks, what the review was about, who came, how the team worked.")
    closing = _text("Close", 6, 4000, "What happens next. Name no child, no family and nobody whom the team met.")
    signed_by = forms.CharField(
        label="Signed by", max_length=200, required=False, help_text="Name and post, as they stand below the letter."
    )

    @classmethod
    def initial_of(cls, draft) -> dict:
        return {name: getattr(draft, name) for name in cls.base_fields} if draft else {}


class CorrectionForm(NoChildForm):
    """A fact that is wrong in the draft. It is no place for disagreeing: that is the reply's."""

    use_required_attribute = False
    is_wrong = _text("What is wrong", 3, 600, "Quote the words of the draft.", "Quote what is wrong.")
    is_right = _text("What is right, and how we know", 4, 600, "Name the source, such as the return of March.",
                     "Say what is right, and how you know.")  # fmt: skip


class CorrectionAnswerForm(NoChildForm):
    """Whether the fact is corrected. What isn't needs its reason, which the host reads."""

    use_required_attribute = False
    hides_optional = True
    answer = forms.ChoiceField(
        label="Your answer", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Correction.Answer if one != Correction.Answer.WAITING],
        error_messages={"required": "Choose whether the fact is corrected."},
    )  # fmt: skip
    because = forms.CharField(
        label="Why not", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Needed if it is not corrected. The host reads it.",
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        if given.get("answer") == Correction.Answer.NOT_TAKEN and not given.get("because"):
            self.add_error("because", "Say why it is not corrected: the host reads it.")
        return given


class SendForm(forms.Form):
    """The last question before the final letter, where corrections have no answer."""

    confirmed = forms.BooleanField(
        label="Issue it although corrections have no answer",
        error_messages={"required": "Answer the corrections first, or tick that you issue it without."},
    )
