"""The form of the next plan: what becomes of each priority, and what else is carried."""

import re

from django import forms
from django.core.exceptions import ValidationError

from priorities.actions.rolling import Fate, Named, NextPlan
from priorities.models import Action, Plan
from priorities.parts import main_part
from priorities.periods import PlanPeriod
from priorities.supports import listed

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
    code = forms.CharField(label="Code in the next plan", required=False, max_length=8)
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


class NextPlanForm(forms.Form):
    """The next plan as a whole; `fates` are the forms of this plan's priorities."""

    use_required_attribute = False

    period = forms.CharField(
        max_length=20, help_text="Such as 2016-17.", error_messages={"required": "Enter the period of the next plan."}
    )
    title = forms.CharField(
        label="Title of the plan", max_length=150, error_messages={"required": "Enter a title for the plan."}
    )
    areas = forms.MultipleChoiceField(
        label="Areas of activity to carry on", required=False, widget=forms.CheckboxSelectMultiple
    )
    enablers = forms.MultipleChoiceField(
        label="Enablers to carry on", required=False, widget=forms.CheckboxSelectMultiple
    )
    actions = forms.MultipleChoiceField(
        label="Unfinished actions of these enablers to take along", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None, *, plan):
        super().__init__(data)
        self.plan = plan
        self._read()
        suggested = plan.plan_period.next
        self.initial = {"period": str(suggested), "title": plan.title.replace(plan.period, str(suggested))}
        rows = {"areas": self._areas, "enablers": self._enablers, "actions": self._of_enablers}
        for name, found in rows.items():
            self.fields[name].choices = [(str(row.pk), getattr(row, "name", str(row))) for row in found]
            self.initial[name] = [str(row.pk) for row in found]
            if not found:
                del self.fields[name]

    def _read(self):
        """Read what the plan holds: a constant number of queries."""
        priorities = list(self.plan.priorities.standing())
        self._areas = list(self.plan.areas.all())
        self._enablers = list(self.plan.enablers.standing().prefetch_related("narrowed_to"))
        places = ("priority", "focus_area__priority", "enabler", "plan")
        actions = list(self.plan.actions.standing().unfinished().select_related(*places))
        self._of_enablers = [action for action in actions if action.enabler_id]
        data = self.data if self.is_bound else None
        self.fates = [
            FateForm(
                data, priority=priority, others=priorities,
                actions=[one for one in actions if not one.enabler_id and main_part(one) == priority],
            )
            for priority in priorities
        ]  # fmt: skip

    def clean_period(self):
        try:
            period = PlanPeriod.parse(self.cleaned_data["period"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if period.starts_on <= self.plan.starts_on:
            raise ValidationError(f"The next plan begins after this one, {self.plan.period}.")
        taken = Plan.objects.filter(region=self.plan.region_id, period=str(period))
        if taken.exclude(status=Plan.Status.DISCARDED).exists():
            raise ValidationError(self.taken(period))
        return period

    def taken(self, period):
        return f"{self.plan.region} has a plan for {period} already. Enter another period."

    def is_taken(self):
        """Say at the field that somebody made a plan for the period just now."""
        self.add_error("period", self.taken(self.cleaned_data["period"]))

    def is_valid(self):
        right = [super().is_valid(), *[fate.is_valid() for fate in self.fates]]
        self._resolve()
        self._refuse_idle_enablers()
        return all(right) and not self.errors and not self.has_wrong_fates

    @property
    def has_wrong_fates(self):
        return any(fate.errors for fate in self.fates) if self.is_bound else False

    def _resolve(self):
        """Work out the names of the next plan's priorities, and into which of them each of this plan's goes."""
        self.names, self._into, self._by_words = [], {}, {}
        usable = [fate for fate in self.fates if not fate.errors]
        for fate in usable:
            self._into[fate.priority.pk] = [self._place(fate, name) for name in fate.names()]
        for fate in usable:
            if fate.does == MERGE and fate.cleaned_data["into"] != NEW:
                self._into[fate.priority.pk] = self._joined(fate)
        self._refuse_same_codes()

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
        return self._into.get(into.priority.pk, [])

    def _refuse_same_codes(self):
        """Codes are unique in a plan, among its priorities and the enablers that are carried."""
        chosen = self._chosen("enablers", self._enablers)
        holders = {one.code.casefold(): one.name for one in chosen if one.code}
        places = set()
        for fate in self.fates:
            for place in self._into.get(fate.priority.pk, ()):
                name = self.names[place]
                if place in places or not name.code:
                    continue
                places.add(place)
                if holder := holders.get(name.code.casefold()):
                    field = "code" if fate.does == CARRY else fate.field_of_names
                    fate.add_error(field, f"{holder} will have the code {name.code}. Choose another.")
                holders[name.code.casefold()] = str(name)

    def _refuse_idle_enablers(self):
        """An enabler never widens by itself: one whose priorities are all closed can't be carried on."""
        kept = [fate.priority for fate in self.fates if fate.does != CLOSE]
        for enabler in self._chosen("enablers", self._enablers):
            narrowed = enabler.narrowed_to.all()
            if narrowed and not any(priority in kept for priority in narrowed):
                self.supports_nothing(enabler, narrowed)

    def supports_nothing(self, enabler, priorities):
        """Say at the field that `priorities`, all that an enabler supports, are closed."""
        names = [priority.name for priority in priorities if not priority.is_removed]
        only = f"only {listed(names)}, which {'is' if len(names) == 1 else 'are'} closed" if names else "no priority"
        instead = f", or carry {'it' if len(names) == 1 else 'one of them'} on" if names else ""
        self.add_error("enablers", f"{enabler.name} supports {only}. Take its tick away{instead}.")

    def _chosen(self, name, rows):
        chosen = set(self.cleaned_data.get(name, ()))
        return [row for row in rows if str(row.pk) in chosen]

    def following(self) -> NextPlan:
        """Return what is to be made, of a valid form."""
        ticked = [action for fate in self.fates if fate.does != CLOSE for action in fate.ticked()]
        enablers = self._chosen("enablers", self._enablers)
        ticked += [one for one in self._chosen("actions", self._of_enablers) if one.enabler in enablers]
        return NextPlan(
            self.cleaned_data["period"],
            self.cleaned_data["title"].strip(),
            self.names,
            [Fate(fate.priority, self._into[fate.priority.pk], self._note(fate)) for fate in self.fates],
            self._chosen("areas", self._areas),
            enablers,
            ticked,
        )

    def stay(self, following) -> int:
        """How many unfinished actions are not taken along."""
        of_priorities = sum(len(fate.unfinished) for fate in self.fates)
        return of_priorities + len(self._of_enablers) - len(following.actions)

    def _note(self, fate):
        return " ".join(fate.cleaned_data["why"].split()) if fate.does == CLOSE else ""


def in_words(following: NextPlan) -> list[str]:
    """Return what becomes of each priority, a sentence each: "P2. X becomes part of P1. Y."."""
    return [_sentence(fate, following) for fate in following.fates]


def _sentence(fate, following):
    names = [str(following.priorities[place]) for place in fate.into]
    if not names:
        return f"{fate.was.name} is closed: {fate.note.rstrip('.')}."
    if len(names) > 1:
        return f"{fate.was.name} is split into {listed(names)}."
    if len(following.sources(fate.into[0])) > 1 and names[0] != fate.was.name:
        return f"{fate.was.name} becomes part of {names[0]}."
    return f"{fate.was.name} is carried on{'' if names[0] == fate.was.name else f' as {names[0]}'}."
