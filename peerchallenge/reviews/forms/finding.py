"""Forms in which a team words its findings and puts them in order."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import Finding
from peerchallenge.reviews.relating import place_of, value_of
from peerchallenge.reviews.wording import places_for
from peerchallenge.said import plain

RELATIONS = [("", "Says nothing about it"), *Finding.Relation.choices]


class FindingForm(NoChildForm):
    """A finding: how it reads, what it is about, and what of the submitted self-assessment it bears on.

    `submission` None: the person doesn't read the self-assessment, and what the finding says of it stays as it is.
    """

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Is it a strength or an area to develop?", choices=Finding.Kind, widget=forms.RadioSelect,
        error_messages={"required": "Choose strength or area to develop."},
    )  # fmt: skip
    headline = forms.CharField(
        max_length=300, widget=forms.Textarea({"rows": 2}), help_text="One sentence, as it will stand in the letter.",
        error_messages={"required": "Write the headline."},
    )  # fmt: skip
    heard = forms.CharField(
        label="What the team heard", required=False, max_length=3000, widget=forms.Textarea({"rows": 6}),
        help_text="Without saying who said it.",
    )  # fmt: skip
    theme = forms.ModelChoiceField(queryset=None, required=False, empty_label="No theme")
    enquiry = forms.ModelChoiceField(
        label="Line of enquiry", queryset=None, required=False, empty_label="No line of enquiry"
    )
    relation = forms.ChoiceField(label="What it does to the self-assessment", required=False, choices=RELATIONS)
    about = forms.ChoiceField(
        label="What of the self-assessment", required=False,
        error_messages={"invalid_choice": "Choose something that stands in the self-assessment."},
    )  # fmt: skip

    def __init__(self, data=None, *, themes, enquiries, submission, finding=None):
        super().__init__(data, initial=self.values_of(finding) if finding else None)
        self.submission = submission
        self.fields["theme"].queryset = themes
        self.fields["enquiry"].queryset = enquiries
        self.fields["enquiry"].label_from_instance = lambda one: one.text
        if submission is None:
            del self.fields["relation"], self.fields["about"]
        else:
            self.fields["about"].choices = places_for(submission)

    @staticmethod
    def values_of(finding):
        names = ("kind", "headline", "heard", "relation")
        values = {name: getattr(finding, name) for name in names}
        return values | {"theme": finding.theme_id, "enquiry": finding.enquiry_id, "about": value_of(finding)}

    def clean(self):
        given = super().clean()
        if given.get("relation") and not given.get("about") and "about" not in self.errors:
            self.add_error("about", "Choose what it confirms, qualifies or contradicts.")
        if given.get("about") and not given.get("relation") and "relation" not in self.errors:
            self.add_error("relation", "Choose whether it confirms, qualifies or contradicts that.")
        return given

    def said(self) -> dict:
        """Return the fields of a Finding that a valid form says."""
        given = self.cleaned_data
        found = {name: given[name] for name in ("kind", "theme", "enquiry")}
        found |= {"headline": " ".join(given["headline"].split()), "heard": plain(given["heard"])}
        if self.submission is None:
            return found
        related = self.submission if given["relation"] else None
        return found | {"relation": given["relation"], "submission": related} | place_of(given["about"])


class OrderForm(forms.Form):
    """The place of each finding, from 1; of two at one place the one that stood first stays first."""

    use_required_attribute = False

    def __init__(self, data=None, *, findings):
        super().__init__(data)
        self.findings = findings
        for number, one in enumerate(findings, start=1):
            self.fields[str(one.public_id)] = forms.IntegerField(
                label=one.headline, min_value=1, max_value=999, initial=number,
                error_messages={"required": "Give each finding its place, such as 3."},
            )  # fmt: skip

    def order(self) -> list[str]:
        """Return the public ids in the order asked for."""
        return sorted((str(one.public_id) for one in self.findings), key=lambda pk: self.cleaned_data[pk])
