"""Forms of bringing a letter in: the document, then what was found in it, to be checked."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews import guessing, importing
from peerchallenge.reviews.models import Finding, ReviewKind, Theme
from portal.documents.forms import GivenForm
from portal.documents.found import CannotRead
from portal.regions.models import LocalAuthority
from portal.ui.lines import LinesField
from portal.ui.mistakes import field_errors

MOST_FINDINGS, MOST_STEPS = 60, 20
LONGEST_HEADLINE, LONGEST_STEP = 300, 600
ROW_NAMES = ("is_taken", "kind", "headline", "heard", "theme", "steps", "place")


class LetterForm(NoChildForm, GivenForm):
    """A letter: a file or pasted text. It is checked for what may tell who a child is before anything of it is kept."""

    NOTHING = "Paste the text of the letter, or choose a file."

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["text"].help_text = "The whole letter, from “Dear” to its signature."

    def why_unread(self, name, refusal):
        """Say why it can't be read as a letter, such as its password, where that is the reason."""
        file = self.files[name]
        file.seek(0)
        try:
            importing.read(file.name, file.read())
        except CannotRead as why:
            return str(why)
        return str(refusal)


def _day(label, help_text="", *, required=False, asked=""):
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a day that exists, like 2026-11-17.", "required": asked},
    )  # fmt: skip


class AboutForm(NoChildForm):
    """Whose letter it is, of which kind of review, from when. `by` is a programme manager."""

    use_required_attribute = False
    authority = forms.ModelChoiceField(
        None, label="Host authority", empty_label="Choose the authority that was reviewed",
        error_messages={"required": "Choose the authority whose review it was."},
    )  # fmt: skip
    kind = forms.ModelChoiceField(
        None, label="Kind of review", empty_label="Choose the kind of review",
        error_messages={"required": "Choose the kind of review that it was."},
    )  # fmt: skip
    title = forms.CharField(
        max_length=150, help_text="Such as Team review, November 2026. It stands above every page of the review.",
        error_messages={"required": "Enter a title, such as Team review, November 2026."},
    )  # fmt: skip
    dated_on = _day("Date of the letter", "The reply counts from here.", required=True,
                    asked="Enter the day of the letter: the reply counts from it.")  # fmt: skip
    begins_on = _day("First day of the visit", "Leave both empty if the letter doesn’t say.")
    ends_on = _day("Last day of the visit")
    rows = ()

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        regions = by.managed_regions()
        self.fields["authority"].queryset = LocalAuthority.objects.filter(region__in=regions).select_related("region")
        kinds = ReviewKind.objects.filter(Q(region=None) | Q(region__in=regions), is_retired=False)
        self.fields["kind"].queryset = kinds
        self.there = None

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Enter the day of the letter.")
        return day

    def clean(self):
        given = super().clean()
        first, last = given.get("begins_on"), given.get("ends_on")
        if not (self.errors.get("begins_on") or self.errors.get("ends_on")):
            if bool(first) != bool(last):
                self.add_error("ends_on" if first else "begins_on", "Enter both days of the visit, or neither.")
            elif first and last < first:
                self.add_error("ends_on", "The last day is before the first. Put one of them right.")
            elif last and given.get("dated_on") and given["dated_on"] < first:
                self.add_error("dated_on", "The letter is older than the visit. Put one of the days right.")
        authority, kind = given.get("authority"), given.get("kind")
        if authority and kind and kind.region_id not in (None, authority.region_id):
            self.add_error("kind", "This kind belongs to another region. Choose one of the authority’s own region.")
        return given

    def is_there(self, review):
        """Say that this letter was brought in before; the page leads to its review."""
        self.there = review
        self.add_error("dated_on", "A letter of this day is already here for this authority and kind of review.")


class FindingRow(NoChildForm):
    """A headline finding that was found, or added. One that isn't ticked is not brought in, whatever stands in it."""

    use_required_attribute = False
    hides_optional = True
    is_taken = forms.BooleanField(label="Bring this finding in", required=False, initial=True)
    kind = forms.ChoiceField(
        label="Type", choices=Finding.Kind, widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a strength or an area to develop."},
    )  # fmt: skip
    headline = forms.CharField(
        max_length=LONGEST_HEADLINE, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write the headline of this finding, or untick it."},
    )  # fmt: skip
    heard = forms.CharField(
        label="What the team heard", max_length=3000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Name nobody who said it.",
    )  # fmt: skip
    theme = forms.ModelChoiceField(None, required=False, empty_label="No theme")
    steps = LinesField(
        label="Recommended next steps", many="next steps", most=MOST_STEPS, longest=LONGEST_STEP, rows=2,
        help_text="One a line.",
    )  # fmt: skip
    place = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, themes, **options):
        super().__init__(*args, **options | {"empty_permitted": False})
        self.fields["theme"].queryset = themes
        self.fields["theme"].choices = [("", "No theme"), *((one.pk, one.name) for one in themes)]

    def full_clean(self):
        super().full_clean()
        if self.is_bound and hasattr(self, "cleaned_data") and not self.cleaned_data.get("is_taken"):
            self.errors.clear()
            self._doubts = []


class _Rows(forms.BaseFormSet):
    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": "These are more than %(num)d findings. Untick or join some of them."
    }

    def clean(self):
        if not self.kept() and not self.total_error_count():
            raise forms.ValidationError("Bring in one finding at least: tick one, or add one.")

    def kept(self) -> list[dict]:
        """The values of the rows that are ticked."""
        return [row.cleaned_data for row in self.forms if getattr(row, "cleaned_data", {}).get("is_taken")]


FindingRows = forms.formset_factory(
    FindingRow, formset=_Rows, extra=0, max_num=MOST_FINDINGS, absolute_max=100, validate_max=True
)


class LetterWords:
    """The whole check screen: what the letter is, and its findings, valid together or not at all."""

    def __init__(self, found: dict, data=None, *, by, rows=None, about=None):
        """`found` is what `FoundLetter.as_json` gave. `rows` and `about` are what was typed, where a button that only
        changes the rows was pressed."""
        themes = Theme.objects.filter(Q(region=None) | Q(region__in=by.managed_regions()), is_retired=False)
        self.about = AboutForm(data, by=by, initial=about if about is not None else _about(found, by))
        self._hold(themes, rows if rows is not None else rows_of(found, themes), data)

    def _hold(self, themes, rows, data):
        """Begin with `rows`, each about one of `themes`."""
        self.findings = FindingRows(data, prefix="findings", initial=rows, form_kwargs={"themes": themes})
        self.about.rows = self.findings.forms

    @property
    def media(self):
        return forms.Media(css={"all": ["css/editor.css"]}) + self.about.media

    def is_valid(self) -> bool:
        valid = [self.about.is_valid(), self.findings.is_valid()]
        return all(valid)

    def errors(self) -> list[dict]:
        """Return everything wrong as {message, url} for the error summary, in the order of the page."""
        if not self.about.is_bound:
            return []
        found = [error for form in [self.about, *self.findings] for error in field_errors(form)]
        return found + [{"message": text, "url": "#findings"} for text in self.findings.non_form_errors()]

    def values(self) -> tuple[dict, list[dict]]:
        """Return (what the letter is, its findings) once it is valid, as `take_letter` takes them."""
        return self.about.cleaned_data, self.findings.kept()


def _about(found, by):
    """What the form begins with: what the letter says, as far as it was understood."""
    lines = [one["text"] for one in found["body"]]
    regions = by.managed_regions()
    kinds = ReviewKind.objects.filter(Q(region=None) | Q(region__in=regions), is_retired=False)
    authorities = LocalAuthority.objects.filter(region__in=regions)
    return {
        "authority": guessing.authority_in(lines, authorities), "kind": guessing.kind_in(found["title"], lines, kinds),
        **{name: found[name] for name in ("title", "dated_on", "begins_on", "ends_on")},
    }  # fmt: skip


def rows_of(found, themes):
    """The rows that the formset begins with; each finding's theme guessed by its words."""
    themes = list(themes)
    return [
        one | {
            "is_taken": True, "steps": "\n".join(one["steps"]),
            "theme": guessing.theme_in(one["theme"], one["headline"], one["heard"], themes),
        }
        for one in found["findings"]
    ]  # fmt: skip
