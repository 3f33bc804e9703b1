"""Forms of a cycle: starting it, what it says itself, who takes part, more time for one authority."""

import re

from django import forms
from django.db.models import Q
from django.utils import timezone

from peerchallenge.actions.running import begun_in, standing_cycle
from peerchallenge.courses import courses
from peerchallenge.models import Cycle, FrameworkVersion
from peerchallenge.models.framework import SIGNING_ROLES
from peerchallenge.no_child import NoChildForm
from portal.accounts.of_region import RegionForm
from portal.regions.models import LocalAuthority
from portal.ui import dates
from portal.ui.editor import RichTextField

NO_TITLE = "Enter a title for the cycle, such as “Peer challenge 2026-27”."
PLACES = ("First to sign", "Second to sign", "Third to sign", "Fourth to sign")
MOST_TRIADS = 99


class StartCycleForm(RegionForm):
    """A cycle that isn't there yet: whose, for which year, after which course."""

    use_required_attribute = False
    region = forms.ChoiceField(error_messages={"required": "Choose the region whose cycle it is."})
    year = forms.CharField(
        max_length=20, help_text="Such as 2026-27; 2026 alone is a calendar year.",
        error_messages={"required": "Write the year like this: 2026-27."},
    )  # fmt: skip
    course = forms.ChoiceField(
        label="Begin with the steps of", widget=forms.RadioSelect,
        error_messages={"required": "Choose the steps to begin with. You can change each of them."},
    )  # fmt: skip
    title = forms.CharField(max_length=150, error_messages={"required": NO_TITLE})
    taken = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["course"].choices = [(one.slug, f"{one.name}. {one.about}") for one in courses().values()]

    def clean_year(self):
        return year_in(self.cleaned_data["year"])

    def clean_course(self):
        return courses()[self.cleaned_data["course"]]

    def clean(self):
        given = super().clean()
        if self.region_chosen and "year" in given and (taken := standing_cycle(self.region_chosen, given["year"])):
            self.is_taken(taken)
        return given

    def is_taken(self, taken):
        """Say at the field that there is a cycle for the year; the page leads to it."""
        self.taken = taken
        self.add_error(
            "year", f"{taken.region} already has a cycle for {taken.year}. Open it, or write another year."
        )  # fmt: skip


def year_in(text) -> str:
    """Return the year of a cycle as it is kept, "2026" or "2026-27". Raises ValidationError."""
    found = re.fullmatch(r"(20\d\d)(?:\s*[-–/]\s*(?:20)?(\d\d))?", text.strip())
    if not found or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
        raise forms.ValidationError("Write the year like this: 2026-27.")
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def suggested(regions) -> dict:
    """Return what StartCycleForm begins with: the council year for which a manager's only region has no cycle."""
    today = timezone.localdate()
    first = today.year if today.month >= 4 else today.year - 1
    year = f"{first}-{(first + 1) % 100:02}"
    while len(regions) == 1 and standing_cycle(regions[0], year):
        first += 1
        year = f"{first}-{(first + 1) % 100:02}"
    return {"year": year, "title": f"Peer challenge {year}"}


class CycleForm(forms.Form):
    """What a cycle says itself: its framework, who signs, who may read, what happens with a concern."""

    use_required_attribute = False
    title = forms.CharField(max_length=150, error_messages={"required": NO_TITLE})
    framework_version = forms.ModelChoiceField(
        FrameworkVersion.objects.none(), required=False, label="Framework", empty_label="Not chosen yet",
        help_text="Published versions only. Once the cycle is open it stays.",
        error_messages={"invalid_choice": "Choose a published framework from the list."},
    )  # fmt: skip
    shared_with = forms.ChoiceField(
        label="Who may read a self-assessment that its director released", choices=Cycle.SharedWith,
        widget=forms.RadioSelect,
        help_text="Nothing is shared by this alone: each director releases their own.",
    )  # fmt: skip
    concern_protocol = RichTextField(
        required=False, max_length=10_000, label="What happens with a concern",
        help_text="Shown to whoever raises a concern about a child or a service. What the concern is isn’t kept here.",
    )  # fmt: skip
    concern_contact = forms.CharField(
        required=False, max_length=200, label="Whom to tell", help_text="A post, with a telephone number."
    )

    def __init__(self, *args, cycle, **options):
        super().__init__(*args, **options)
        asked = FrameworkVersion.objects.published().filter(
            Q(framework__region=None) | Q(framework__region=cycle.region), framework__kind="self-assessment"
        )  # fmt: skip
        self.fields["framework_version"].queryset = asked.select_related("framework")
        if not cycle.is_draft:
            del self.fields["framework_version"]
        roles = [("", "Nobody"), *((role.value, role.label) for role in SIGNING_ROLES)]
        for place, label in enumerate(PLACES):
            self.fields[f"signer_{place}"] = forms.ChoiceField(choices=roles, label=label, required=False)
        signers = [f"signer_{place}" for place in range(len(PLACES))]
        self.order_fields(["title", "framework_version", *signers])

    def clean(self):
        given = super().clean()
        roles = [given.get(f"signer_{place}") for place in range(len(PLACES))]
        for place, role in enumerate(roles):
            if role and role in roles[:place]:
                self.add_error(f"signer_{place}", "Each signs once. Choose another, or nobody.")
        if not any(roles):
            self.add_error("signer_0", "Choose at least one who signs.")
        return given

    def details(self) -> dict:
        """Return the cycle's fields that a valid form gives."""
        given = dict(self.cleaned_data)
        roles = [given.pop(f"signer_{place}") for place in range(len(PLACES))]
        return given | {"signers": [role for role in roles if role]}


def cycle_initial(cycle) -> dict:
    """Return what CycleForm begins with for a saved cycle."""
    names = ("title", "framework_version", "shared_with", "concern_protocol", "concern_contact")
    signers = {f"signer_{place}": role for place, role in enumerate(cycle.signers[: len(PLACES)])}
    return {name: getattr(cycle, name) for name in names} | signers


class AuthoritiesForm(forms.Form):
    """Which authorities take part, and the number of each one's triad."""

    use_required_attribute = False

    def __init__(self, *args, cycle, **options):
        there = {one.authority: one.triad for one in cycle.participations.select_related("authority")}
        super().__init__(*args, **options)
        self.begun = set(begun_in(cycle))
        today = LocalAuthority.objects.on().filter(region=cycle.region)
        self.authorities = sorted({*today, *there}, key=lambda one: (one.name, one.code))
        for one in self.authorities:
            self._add(one, one in there, there.get(one))

    def _add(self, authority, takes_part, triad):
        takes, number = f"in-{authority.code}", f"triad-{authority.code}"
        self.fields[takes] = forms.BooleanField(
            required=False, label=authority.name, initial=takes_part, disabled=authority in self.begun,
            help_text="It has its self-assessment, or more time, so it stays." if authority in self.begun else "",
        )  # fmt: skip
        self.fields[number] = forms.IntegerField(
            required=False, min_value=1, max_value=MOST_TRIADS, label=f"Triad of {authority.name}", initial=triad,
            widget=forms.NumberInput({"class": "form-control", "inputmode": "numeric"}),
        )  # fmt: skip

    @property
    def rows(self):
        """The two fields of each authority, bound."""
        return [(self[f"in-{one.code}"], self[f"triad-{one.code}"]) for one in self.authorities]

    def triads(self) -> dict:
        """Return {authority: number or None} of those that take part, out of a valid form."""
        given = self.cleaned_data
        return {one: given[f"triad-{one.code}"] for one in self.authorities if given[f"in-{one.code}"]}

    def refuse_triads(self, authorities):
        """Say at each of these that what it released to its triad would be read by others."""
        for one in authorities:
            self.add_error(
                f"triad-{one.code}",
                f"{one.name} released its self-assessment to its triad, so nobody can be added to that. Its director "
                "can take the release back first, and then release it again.",
            )

    def said(self) -> list[tuple[str, str]]:
        """Return (authority, how it takes part) for a page that compares two."""
        values = self.cleaned_data if self.is_bound else {name: self[name].initial for name in self.fields}
        return [(one.name, _taking_part(values[f"in-{one.code}"], values[f"triad-{one.code}"]))
                for one in self.authorities]  # fmt: skip


def _taking_part(takes_part, triad):
    if not takes_part:
        return "Doesn’t take part"
    return f"Takes part, triad {triad}" if triad else "Takes part, in no triad"


class ExtensionForm(NoChildForm):
    """More time for one authority: which step, until when, and why."""

    use_required_attribute = False
    step = forms.ModelChoiceField(
        None, empty_label=None, error_messages={"invalid_choice": "Choose a step of the cycle."}
    )
    due_on = forms.DateField(
        label="New last day", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="They have until the end of this day.",
        error_messages={"required": "Enter the new last day.", "invalid": "Enter a day that exists, like 2026-12-04."},
    )  # fmt: skip
    reason = forms.CharField(
        max_length=300, help_text="The authority reads it. Name no person.",
        error_messages={"required": "Say why: the authority reads it, and so do those who come after you."},
    )  # fmt: skip
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, steps, **options):
        super().__init__(*args, **options)
        self.fields["step"].queryset = steps

    def clean(self):
        given = super().clean()
        step, day = given.get("step"), given.get("due_on")
        if not step or not day:
            return given
        if day < timezone.localdate():
            self.add_error("due_on", "This day is past. Enter today or a later day.")
        elif step.due_on and day < step.due_on:
            usual = dates.day(step.due_on)
            self.add_error("due_on", f"Every authority has until {usual}. Enter that day or a later one.")
        return given
