"""Forms by which a framework begins or is brought in: an empty one, a copy, a spreadsheet."""

from django import forms

from peerchallenge.frameworks import columns as of
from peerchallenge.frameworks.checking import check
from peerchallenge.frameworks.reading import read
from peerchallenge.models import Framework, FrameworkVersion
from portal.accounts.of_region import RegionForm
from portal.files.refusals import Refused

NOTHING, TABLE = "nothing", "spreadsheet"
NO_LABEL = "Enter the year or number of this version, such as 2026-27."
LABEL_TAKEN = "This framework has a version called that. Enter another."


class TableField(forms.FileField):
    """A spreadsheet that is chosen; the form reads it with `table_of`."""

    def __init__(self, **options):
        usual = {
            "label": "Spreadsheet", "required": False, "widget": forms.FileInput({"accept": ".xlsx,.csv"}),
            "help_text": "Excel (.xlsx) or CSV, up to 2 MB, with the columns of a downloaded framework.",
        }  # fmt: skip
        super().__init__(**usual | options)


class HasTable(forms.Form):
    """A form with the field `file`, whose spreadsheet is read when one is asked for.

    `text` is what a readable one says, `problems` all that is wrong with it: with any the form isn't valid.
    """

    use_required_attribute = False
    hides_optional = True
    text, problems = None, ()

    def read_table(self):
        file = self.cleaned_data.get("file")
        if file is None:
            if not self.has_error("file"):
                self.add_error("file", "Choose the spreadsheet.")
            return
        try:
            self.text, self.problems = check(read(file.name, file.read(of.MOST_BYTES + 1)))
        except Refused as refusal:
            self.add_error("file", str(refusal))
            return
        if self.problems:
            count = len(self.problems)
            things = "1 thing is" if count == 1 else f"{count} things are"
            self.add_error("file", f"{things} to be mended in “{file.name[:80]}”: see the list. Then choose it again.")


class StartFrameworkForm(HasTable, RegionForm):
    """A region's own framework that isn't there yet: whose, its name, what it begins with."""

    region = forms.ChoiceField(error_messages={"required": "Choose the region whose framework it is."})
    name = forms.CharField(
        max_length=150, help_text="What your region calls it, without the year.",
        error_messages={"required": "Enter the name of the framework."},
    )  # fmt: skip
    kind = forms.ChoiceField(label="What it is", choices=Framework.Kind, initial=Framework.Kind.SELF_ASSESSMENT)
    label = forms.CharField(
        label="Version", max_length=30, help_text="Such as 2026-27.", error_messages={"required": NO_LABEL}
    )
    begin = forms.ChoiceField(
        label="Begin with", widget=forms.RadioSelect, error_messages={"required": "Choose what it begins with."}
    )
    file = TableField(help_text="Only if it begins with one. Excel (.xlsx) or CSV, up to 2 MB.")

    def __init__(self, *args, by, **options):
        super().__init__(*args, by=by, **options)
        self.versions = {f"v{one.pk}": one for one in versions_to_copy(by)}
        copies = [(key, f"A copy of {version}") for key, version in self.versions.items()]
        self.fields["begin"].choices = [*copies, (TABLE, "A spreadsheet"), (NOTHING, "Nothing: write it here")]

    @property
    def copied(self):
        """The version that it begins as a copy of, or None."""
        return self.versions.get(self.cleaned_data.get("begin"))

    def clean(self):
        given = super().clean()
        if given.get("begin") == TABLE:
            self.read_table()
        elif self.copied and self.region_chosen:
            framework = self.copied.framework
            if framework.region not in (None, self.region_chosen):
                self.add_error("begin", "Choose a framework of this region, or one that came with the portal.")
        return given


def versions_to_copy(user):
    """The published versions that somebody who manages a region may begin with, by name, the latest first."""
    published = FrameworkVersion.objects.visible_to(user).published().select_related("framework__region")
    return published.order_by("framework__name", "-published_at", "-pk")


class NextVersionForm(HasTable):
    """The next version of a framework: its label, and whether it begins as a copy or with a spreadsheet."""

    label = forms.CharField(
        label="Version", max_length=30, help_text="Such as 2026-27.", error_messages={"required": NO_LABEL}
    )
    begin = forms.ChoiceField(
        label="Begin with", widget=forms.RadioSelect, initial="copy", choices=[("copy", ""), (TABLE, "A spreadsheet")],
        error_messages={"required": "Choose what it begins with."},
    )  # fmt: skip
    file = TableField(help_text="Only if it begins with one. Excel (.xlsx) or CSV, up to 2 MB.")

    def __init__(self, *args, version, **options):
        super().__init__(*args, **options)
        self.fields["begin"].choices = [("copy", f"A copy of {version.label}"), (TABLE, "A spreadsheet")]
        self.labels = version.framework.versions.exclude(status=FrameworkVersion.Status.DISCARDED)

    def clean_label(self):
        if self.labels.filter(label=self.cleaned_data["label"]).exists():
            raise forms.ValidationError(LABEL_TAKEN)
        return self.cleaned_data["label"]

    def clean(self):
        given = super().clean()
        if given.get("begin") == TABLE:
            self.read_table()
        return given


class TableForm(HasTable):
    """A spreadsheet that takes the place of what a draft says: a file, or what it said once that was shown."""

    file = TableField()
    said = forms.CharField(required=False, strip=False, max_length=of.MOST_BYTES, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if given.get("file") is None and given.get("said"):
            self.text, self.problems = check(read("said.csv", given["said"].encode()))
        else:
            given["confirmed"] = False
            self.read_table()
        return given
