"""Forms of what a host lets others read: which items, how far; and its summary for the public."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import ShownTo
from peerchallenge.reviews.releasing import LEVELS
from peerchallenge.said import plain

# Each level in the words of the host's choice.
CHOICES = {
    ShownTo.AUTHORITY: "{authority} alone, beside the team and those who run peer challenge",
    ShownTo.DIRECTORS: "{region}’s directors, the chief executives of their trusts and the regional chair too",
    ShownTo.REGION: "Everybody who holds a post in {region} too",
    ShownTo.PUBLIC: "Everybody, signed in or not",
}


class ReleaseForm(forms.Form):
    """Which items are to be shown how far; `entries` of releasing.entries_of."""

    use_required_attribute = False

    items = forms.MultipleChoiceField(
        label="What", widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose what others are to read, or no longer to read.",
            "invalid_choice": "Something that you chose isn’t there any more. Choose again.",
        },
    )  # fmt: skip
    shown_to = forms.ChoiceField(
        label="Who can read it from now on", widget=forms.RadioSelect,
        error_messages={"required": "Choose who can read it."},
    )  # fmt: skip

    def __init__(self, data=None, *, review, entries, ticks_all=False):
        super().__init__(data)
        self.entries, self.ticks_all = entries, ticks_all
        self.fields["items"].choices = [(entry.key, entry.name) for entry in entries]
        places = {"authority": review.authority, "region": review.region}
        self.fields["shown_to"].choices = [(level, CHOICES[level].format(**places)) for level in LEVELS]

    @property
    def any_open(self) -> bool:
        """Whether something is read by others, and so can be closed."""
        return any(entry.level != ShownTo.AUTHORITY for entry in self.entries)

    @property
    def rows(self) -> list:
        """Return (entry, whether it is ticked) of each."""
        ticked = self.data.getlist("items") if self.is_bound else []
        return [(entry, self.ticks_all or entry.key in ticked) for entry in self.entries]

    def hidden(self) -> list[tuple[str, str]]:
        """Return what was chosen, as (name, value) pairs of hidden fields; of a valid form."""
        given = self.cleaned_data
        return [*(("items", key) for key in given["items"]), ("shown_to", given["shown_to"])]

    def clean(self):
        given = super().clean()
        level, keys = given.get("shown_to"), given.get("items", [])
        if level and keys and all(entry.level == level for entry in self.entries if entry.key in keys):
            self.add_error("shown_to", "What you chose is read that far already. Choose another level, or other items.")
        return given


class PublicSummaryForm(NoChildForm):
    """What the host tells the public of a review, in its own words."""

    use_required_attribute = False

    text = forms.CharField(
        label="Summary for the public", max_length=3000, widget=forms.Textarea({"rows": 12}),
        help_text="What was looked at, what was found, what you do now. An empty line begins a paragraph.",
        error_messages={"required": "Write the summary, or leave it for later."},
    )  # fmt: skip

    def clean_text(self):
        return plain(self.cleaned_data["text"])
