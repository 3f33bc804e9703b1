"""What becomes of one priority in the next plan: the part of the form of the next plan that asks it."""

import re

from django import forms
from django.core.exceptions import ValidationError

from priorities.actions.rolling import Named
from priorities.forms.parts import CodeField
from priorities.models import Action

CARRY, MERGE, SPLIT, CLOSE = "carry", "merge", "split", "close"
NEW = "new"
MOST_PARTS = 10
_CODED = re.compile(r"([A-Za-z]{1,3}\d{1,3})\s*[.:)]?\s+(\S.*)")


def named(line: str) -> Named:
    """Return what "P1. Quality of practice" or "Quality of practice" names. Raises ValidationError, in words."""
    line = " ".join(line.split())
    coded = _CODED.fullmatch(line)
    found = Named(coded[1], coded[2]) if coded else Named("", line)
    if len(found.title) > 200:
        raise ValidationError(f"“{found.title[:40]}…” is too long: a title has at most 200 letters.")
    return found


class FateForm(forms.Form):
    """What becomes of one priority; what a field asks for depends on the first."""

    use_required_attribute = False
    hides_optional = True

    do = forms.ChoiceField(
        label="What becomes of it?",
        choices=[
            (CARRY, "Carry it on"), (MERGE, "Merge it into another"), (SPLIT, "Split it into several"),
            (CLOSE, "Close it"),
        ],
        widget=forms.RadioSelect, initial=CARRY,
        error_messages={"required": "Say what becomes of this priority."},
    )  # fmt: skip
    code = CodeField(label="Code in the next plan")
    title = forms.CharField(label="Title in the next plan", required=False, max_length=200)
    into = forms.ChoiceField(label="Which one does it become part of?", required=False)
    new = forms.CharField(
        label="The new priority’s code and title", required=False, max_length=220,
        help_text="Such as P1. Quality of practice. What is merged into the same title becomes one priority.",
    )  # fmt: skip
    parts = forms.CharField(
        label="Its parts, one a line", required=False, max_length=2300, widget=forms.Textarea({"rows": 3}),
        help_text="With their codes, if you use codes. Its text and its actions go to the first.",
    )  # fmt: skip
    why = forms.CharField(
        label="Why is it closed?", required=False, max_length=300, help_text="Everybody reads it on the old page."
    )
    actions = forms.MultipleChoiceField(
        label="Unfinished actions to take along", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, priority, others, actions, **options):
        self.priority, self.unfinished = priority, actions
        super().__init__(*args, prefix=f"p{priority.pk}", **options)
        self.initial = {"code": priority.code, "title": priority.title, "actions": [str(one.pk) for one in actions]}
        choices = [(f"p{one.pk}", f"{one.name} (which is carried on)") for one in others if one != priority]
        self.fields["into"].choices = [*choices, (NEW, "A new one")]
        self.fields["actions"].choices = [(str(one.pk), one.title) for one in actions]
        if not actions:
            del self.fields["actions"]

    def clean(self):
        given = super().clean()
        needed = {CARRY: "title", SPLIT: "parts", CLOSE: "why", MERGE: "into"}
        said = {
            "title": "Enter the title in the next plan.",
            "parts": "Write two parts or more, one a line.",
            "why": "Say in a few words why it is closed.",
            "into": "Choose which priority it becomes part of.",
        }
        name = needed.get(given.get("do"))
        if name in given and not given[name].strip():
            self.add_error(name, said[name])
        if given.get("do") == MERGE and given.get("into") == NEW and not given.get("new", "").strip():
            self.add_error("new", "Enter the title of the new priority.")
        return given

    @property
    def does(self):
        return self.cleaned_data.get("do")

    @property
    def field_of_names(self):
        """The field in which the names of what it becomes were typed."""
        return {CARRY: "title", MERGE: "new", SPLIT: "parts"}.get(self.does)

    def names(self) -> list[Named]:
        """Return the new names that were typed here; an error at the field, and none, when they can't be used."""
        given = self.cleaned_data
        try:
            if self.does == CARRY:
                return [Named(given["code"].strip(), " ".join(given["title"].split()))]
            if self.does == MERGE:
                return [named(given["new"])] if given["into"] == NEW else []
            if self.does == SPLIT:
                return self._parts(given["parts"])
        except ValidationError as error:
            self.add_error(self.field_of_names, error)
        return []

    def _parts(self, typed):
        found = [named(line) for line in typed.splitlines() if line.strip()]
        if not 2 <= len(found) <= MOST_PARTS:
            raise ValidationError(f"Write two parts or more, at most {MOST_PARTS}, one a line.")
        return found

    def ticked(self) -> list[Action]:
        chosen = set(self.cleaned_data.get("actions", ()))
        return [action for action in self.unfinished if str(action.pk) in chosen]

    @property
    def note(self) -> str:
        """Why it is closed; nothing where it isn't."""
        return " ".join(self.cleaned_data["why"].split()) if self.does == CLOSE else ""


class Into:
    """The `names` of the next plan's priorities, and the `places` in them to which each of this plan's goes, by its id.

    What can't be is said at the fields of `fates`, forms that were checked.
    """

    def __init__(self, fates):
        self.fates, self.names, self.places, self._by_words = fates, [], {}, {}
        usable = [fate for fate in fates if not fate.errors]
        for fate in usable:
            self.places[fate.priority.pk] = [self._place(fate, name) for name in fate.names()]
        for fate in usable:
            if fate.does == MERGE and fate.cleaned_data["into"] != NEW:
                self.places[fate.priority.pk] = self._joined(fate)

    def _place(self, fate, name):
        """Return the place of a new name; those that are merged into the same new one share it."""
        words = str(name).casefold()
        titles = {one.title.casefold() for one in self.names}
        if fate.does == MERGE and self._by_words.get(words, (0, None))[1] == MERGE:
            return self._by_words[words][0]
        if name.title.casefold() in titles:
            fate.add_error(fate.field_of_names, f"Another one will be called “{name.title}”. Choose another title.")
        self._by_words[words] = len(self.names), fate.does
        self.names.append(name)
        return len(self.names) - 1

    def _joined(self, fate):
        into = next(one for one in self.fates if f"p{one.priority.pk}" == fate.cleaned_data["into"])
        if not into.errors and into.does != CARRY:
            fate.add_error("into", f"{into.priority.name} is not carried on. Choose one that is, or a new one.")
        return self.places.get(into.priority.pk, [])

    def refuse_same_codes(self, enablers):
        """Codes are unique in a plan, among its priorities and the enablers that are carried."""
        holders = {one.code.casefold(): one.name for one in enablers if one.code}
        for fate, name in self._coded():
            if holder := holders.get(name.code.casefold()):
                field = "code" if fate.does == CARRY else fate.field_of_names
                fate.add_error(field, f"{holder} will have the code {name.code}. Choose another.")
            holders[name.code.casefold()] = str(name)

    def _coded(self):
        """Return each name with a code, once, with the first fate that goes there."""
        first = {}
        for fate in self.fates:
            for place in self.places.get(fate.priority.pk, ()):
                first.setdefault(place, fate)
        return [(fate, self.names[place]) for place, fate in first.items() if self.names[place].code]
