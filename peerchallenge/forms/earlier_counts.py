"""The form of counts of a year before the first cycle run here."""

from django import forms

from peerchallenge.forms.cycles import year_in
from peerchallenge.growth import first_year
from peerchallenge.models import EarlierCount
from portal.regions.models import LocalAuthority

MOST = 100_000
WHOLE = {
    "invalid": "Enter a whole number, such as 42.",
    "min_value": "Enter 0 or more.",
    "max_value": f"Enter at most {MOST:,}.",
}
# What can't be more than what.
PARTS = (
    ("prompts_answered", "prompts", "more questions answered than asked"),
    ("education_answered", "prompts_answered", "more questions on education answered than questions answered in all"),
    ("with_evidence", "statements", "more statements with evidence than statements"),
    ("about_practice", "statements", "more statements about practice than statements"),
    ("at_three_or_more", "statements", "more statements at step 3 or 4 than statements"),
    ("at_three_or_more", "with_evidence", "more statements at step 3 or 4 than with evidence"),
)


def _number(label, help_text=""):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST, help_text=help_text,
                              error_messages=WHOLE, widget=forms.TextInput({"inputmode": "numeric"}))  # fmt: skip


class EarlierCountForm(forms.Form):
    """Counts of one year, of the region or of one authority, of all areas or of one, with their source."""

    use_required_attribute = False
    year = forms.CharField(
        max_length=20, help_text="Such as 2015-16; 2015 alone is a calendar year.",
        error_messages={"required": "Write the year like this: 2015-16."},
    )  # fmt: skip
    authority = forms.ModelChoiceField(
        LocalAuthority.objects.none(), required=False, label="Of whom", empty_label="The whole region",
        error_messages={"invalid_choice": "Choose an authority of the region, or the whole region."},
    )  # fmt: skip
    area_title = forms.CharField(
        label="Area", required=False, max_length=150,
        help_text="As the framework titles it. Leave empty for all areas together.",
    )  # fmt: skip
    prompts = _number("Questions asked", "Leave empty whatever your source doesn’t say.")
    prompts_answered = _number("Questions answered")
    education_answered = _number("Of these, on education")
    statements = _number("Statements")
    with_evidence = _number("Statements with evidence", "Steps 2 to 4 of the ladder.")
    about_practice = _number("Statements about the quality of practice", "Rather than its volume.")
    at_three_or_more = _number("Statements at step 3 or 4")
    source = forms.CharField(
        max_length=200, help_text="Such as: annual report 2016, page 4.",
        error_messages={"required": "Say where the counts come from, so that somebody can look them up."},
    )  # fmt: skip

    NUMBERS = (
        "prompts", "prompts_answered", "education_answered", "statements", "with_evidence", "about_practice",
        "at_three_or_more",
    )  # fmt: skip

    def __init__(self, *args, region, record=None, **options):
        super().__init__(*args, **options)
        self.region, self.record = region, record
        self.fields["authority"].queryset = LocalAuthority.objects.filter(region=region).order_by("name")

    def clean_year(self):
        year, first = year_in(self.cleaned_data["year"]), first_year(self.region)
        if first and year >= first:
            raise forms.ValidationError(f"Write a year before {first}: from then on what is submitted here is counted.")
        return year

    def clean(self):
        given = super().clean()
        if not any(given.get(name) is not None for name in self.NUMBERS) and not self.errors:
            self.add_error("prompts_answered", "Enter at least one number.")
        for part, whole, wrong in PARTS:
            if None not in (given.get(part), given.get(whole)) and given[part] > given[whole]:
                self.add_error(part, f"There are {wrong}: {given[part]:,} and {given[whole]:,}. Correct one of them.")
        if not self.errors and self._taken(given).exists():
            self.is_taken()
        return given

    def _taken(self, given):
        same = {name: given[name] for name in ("year", "authority", "area_title")}
        found = EarlierCount.objects.standing().filter(region=self.region, **same)
        return found.exclude(pk=self.record.pk) if self.record else found

    def is_taken(self):
        """Say at the field that these counts are there: they are edited, not entered twice."""
        self.add_error("year", "Counts for this are entered already. Edit those, or correct year, authority or area.")


def initial_of(record) -> dict:
    """Return what the form of a saved count begins with."""
    names = ("year", "authority", "area_title", *EarlierCountForm.NUMBERS, "source")
    return {name: getattr(record, name) for name in names}
