"""Forms of the host's reply: to one finding, and sending it as a whole."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import Reply
from peerchallenge.said import plain

REASON = {
    Reply.Says.WITH_CHANGES: "Say in words which changes you mean.",
    Reply.Says.DISAGREE: "Say in words why you disagree.",
}


class ReplyForm(NoChildForm):
    """What the host replies to one finding; `version` 0 while nobody has."""

    use_required_attribute = False
    hides_optional = True

    says = forms.ChoiceField(
        label="Your reply", widget=forms.RadioSelect, choices=Reply.Says.choices,
        error_messages={"required": "Choose agree, agree with changes or disagree."},
    )  # fmt: skip
    words = forms.CharField(
        label="In words", required=False, max_length=2000, widget=forms.Textarea({"rows": 3, "placeholder": " "}),
        help_text="Needed where you agree with changes or disagree. It goes to the team with your reply.",
    )  # fmt: skip

    def __init__(self, data=None, *, finding, said=None):
        initial = {"says": said.says, "words": said.words} if said else None
        super().__init__(data, initial=initial, auto_id=f"reply_{finding.position}_%s")

    def clean(self):
        given = super().clean()
        if given.get("says") in REASON and not given.get("words") and "words" not in self.errors:
            self.add_error("words", REASON[given["says"]])
        return given

    def clean_words(self):
        return plain(self.cleaned_data["words"])


class SendForm(forms.Form):
    """Send the reply; `lacks` says what has no answer, and has to be allowed for."""

    use_required_attribute = False

    without = forms.BooleanField(error_messages={"required": "Tick this to send the reply without them, or go back."})

    def __init__(self, data=None, *, lacks):
        super().__init__(data)
        if lacks:
            self.fields["without"].label = f"Send it without an answer to {lacks}"
        else:
            del self.fields["without"]
