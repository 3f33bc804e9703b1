"""Forms of asks and offers: an entry, bringing two authorities together, what came of it."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import HelpEntry, Introduction
from peerchallenge.said import plain


class EntryForm(NoChildForm):
    """An ask or an offer. `authorities` are those for which the person may write; empty once it is made."""

    use_required_attribute = False

    authority = forms.ModelChoiceField(
        queryset=None, empty_label="Choose an authority", error_messages={"required": "Choose whose it is."}
    )
    kind = forms.ChoiceField(
        label="What is it?", choices=HelpEntry.Kind, widget=forms.RadioSelect,
        error_messages={"required": "Say whether you ask or offer."},
    )  # fmt: skip
    text = forms.CharField(
        label="In a sentence", max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text="The region’s directors will read it.", error_messages={"required": "Write what it is about."},
    )  # fmt: skip
    contact = forms.CharField(label="Whom to ask", max_length=150, required=False, help_text="A post, not a name.")
    theme = forms.ModelChoiceField(queryset=None, required=False, empty_label="No theme")

    def __init__(self, data=None, *, themes, authorities=None, **options):
        super().__init__(data, **options)
        self.fields["theme"].queryset = themes
        self.only = authorities[0] if authorities is not None and len(authorities) == 1 else None
        if authorities is None or self.only:
            del self.fields["authority"]
        else:
            self.fields["authority"].queryset = authorities

    @property
    def authority_chosen(self):
        return self.only or self.cleaned_data["authority"]

    def details(self) -> dict:
        said = self.cleaned_data
        return {"kind": said["kind"], "theme": said["theme"], "text": plain(said["text"]), "contact": said["contact"]}


def entry_initial(entry) -> dict:
    return {"kind": entry.kind, "text": entry.text, "contact": entry.contact, "theme": entry.theme_id}


class IntroduceForm(NoChildForm):
    """Who can help: an authority that offers it, or any other of the region."""

    use_required_attribute = False

    helper = forms.ModelChoiceField(
        label="Who can help", queryset=None, empty_label="Choose an authority",
        error_messages={"required": "Choose the authority that can help."},
    )  # fmt: skip
    note = forms.CharField(label="Note", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
                           help_text="For both authorities.")  # fmt: skip

    def __init__(self, data=None, *, authorities, **options):
        super().__init__(data, **options)
        self.fields["helper"].queryset = authorities


class OutcomeForm(NoChildForm):
    """What came of it."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label="What came of it?", widget=forms.RadioSelect,
        choices=[one for one in Introduction.Outcome.choices if one[0] != Introduction.Outcome.UNSAID],
        error_messages={"required": "Say what came of it."},
    )  # fmt: skip
    what_came = forms.CharField(label="In your words", max_length=600, required=False,
                                widget=forms.Textarea({"rows": 4}))  # fmt: skip
