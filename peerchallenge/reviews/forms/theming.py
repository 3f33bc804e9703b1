"""Forms of a region's themes: what one says and rests on, and the directors' choice."""

from django import forms
from django.utils import timezone

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import RegionalTheme
from peerchallenge.said import plain
from portal.ui.lines import LinesField

LONGEST_STEP, MOST_STEPS = 400, 12


class ThemeForm(NoChildForm):
    """A theme of a region with its recommended next steps. `groups` are theming.Group of what it may rest on."""

    use_required_attribute = False

    title = forms.CharField(max_length=150, error_messages={"required": "Enter a title that names no authority."})
    kind = forms.ChoiceField(label="What is it?", choices=RegionalTheme.Kind, widget=forms.RadioSelect,
                             initial=RegionalTheme.Kind.AREA)  # fmt: skip
    about = forms.ModelChoiceField(label="Theme", queryset=None, required=False, empty_label="No theme")
    summary = forms.CharField(
        label="What is common", required=False, max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text="Without naming an authority: directors and, once it is released, everybody will read it.",
    )  # fmt: skip
    steps = LinesField(
        label="Recommended next steps for the region", many="next steps", most=MOST_STEPS, longest=LONGEST_STEP,
        help_text=f"One on each line, at most {MOST_STEPS}.",
    )  # fmt: skip
    sources = forms.MultipleChoiceField(
        label="What it rests on", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one finding or area that it rests on.",
                        "invalid_choice": "Something that you chose isn’t there any more. Look at the list again."},
    )  # fmt: skip

    def __init__(self, data=None, *, groups, themes, others=(), **options):
        super().__init__(data, **options)
        self.by_key = {one.key: one for one in others} | {one.key: one for group in groups for one in group.sources}
        self.fields["sources"].choices = [(key, one.said) for key, one in self.by_key.items()]
        self.fields["about"].queryset = themes
        listed = {one.key for group in groups for one in group.sources}
        self.others, self.groups = [one for one in others if one.key not in listed], groups

    def details(self) -> dict:
        """Return what `actions.theming` takes of a valid form."""
        said = {name: self.cleaned_data[name] for name in ("title", "kind", "about", "steps")}
        chosen = [self.by_key[key] for key in self.cleaned_data["sources"]]
        return said | {"summary": plain(self.cleaned_data["summary"]), "sources": chosen}

    @property
    def ticked(self) -> set[str]:
        """The keys of what is chosen in the form as it stands."""
        return set(self["sources"].value() or ())

    def in_words(self) -> list[tuple[str, str]]:
        """(label, text) for a page that compares two."""
        value = {name: self[name].value() or "" for name in ("title", "summary", "steps")}
        rests = [f"{self.by_key[key].authority}: {self.by_key[key].said}" for key in self["sources"].value() or ()
                 if key in self.by_key]  # fmt: skip
        return [("Title", value["title"]), ("What is common", value["summary"]), ("Next steps", value["steps"]),
                ("Rests on", "\n".join(sorted(rests)))]  # fmt: skip


def theme_initial(theme, steps, sources) -> dict:
    """Return the initial values of a ThemeForm of a saved theme."""
    return {
        "title": theme.title, "kind": theme.kind, "about": theme.about_id, "summary": theme.summary,
        "steps": "\n".join(step.text for step in steps), "sources": [one.key for one in sources],
    }  # fmt: skip


class ChoiceForm(NoChildForm):
    """What the directors chose, when and why."""

    use_required_attribute = False
    hides_optional = True

    chosen = forms.ChoiceField(
        label="What did the directors decide?", widget=forms.RadioSelect,
        choices=[("yes", "Chosen: the region works on it together"), ("no", "Not chosen")],
        error_messages={"required": "Say whether it was chosen."},
    )  # fmt: skip
    decided_on = forms.DateField(
        label="Date of the meeting", widget=forms.DateInput({"type": "date"}),
        error_messages={"required": "Enter the date of the meeting.", "invalid": "Enter a date."},
    )  # fmt: skip
    decided_because = forms.CharField(
        label="Why", max_length=400, widget=forms.Textarea({"rows": 3}),
        help_text="Such as: it is most suited to joint action.", error_messages={"required": "Say why."},
    )  # fmt: skip
    outcome = forms.CharField(
        label="Towards which outcome for children", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The meeting hasn’t taken place yet. Enter a day that has come.")
        return day

    def clean(self):
        said = super().clean()
        if said.get("chosen") == "yes" and not said.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", "Say towards which outcome the region works on it.")
        return said

    def details(self) -> dict:
        said = self.cleaned_data
        return {"chosen": said["chosen"] == "yes", "decided_on": said["decided_on"],
                "decided_because": plain(said["decided_because"]), "outcome": plain(said["outcome"])}  # fmt: skip
