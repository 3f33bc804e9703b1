"""Forms of signing: returning with comments, leaving a post out, submitting with gaps, opening again."""

from django import forms

from peerchallenge.no_child import NoChildForm


class ReturnForm(NoChildForm):
    """What whoever signs asks the writers to change."""

    use_required_attribute = False
    hides_optional = True
    comment = forms.CharField(
        label="Comments, if you return it", max_length=2000, strip=True, required=False,
        widget=forms.Textarea({"rows": 5}), help_text="Those who write the self-assessment are sent them.",
    )  # fmt: skip

    def __init__(self, *args, must=False, **options):
        super().__init__(*args, **options)
        self.fields["comment"].required = must
        self.fields["comment"].error_messages["required"] = "Say what should change: the writers are sent your words."


class ReasonForm(NoChildForm):
    """Why a post is left out, or why a self-assessment is opened again."""

    use_required_attribute = False
    reason = forms.CharField(
        max_length=300, help_text="The authority reads it. Name no person.",
        error_messages={"required": "Say why: the authority reads it, and so do those who come after you."},
    )  # fmt: skip


class SubmitForm(forms.Form):
    """Submitting; with gaps only when that is confirmed."""

    use_required_attribute = False
    confirmed = forms.BooleanField(
        label="We know what is missing and submit it all the same",
        error_messages={"required": "Confirm that you submit it with what is missing, or go back and complete it."},
    )  # fmt: skip

    def __init__(self, *args, has_gaps, **options):
        super().__init__(*args, **options)
        if not has_gaps:
            del self.fields["confirmed"]
