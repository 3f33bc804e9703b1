"""The form of a progress check: each action, and what changed for children overall."""

from django import forms

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.checks import FIELDS
from peerchallenge.reviews.models import ActionReport
from peerchallenge.said import plain


class ReportForm(NoChildForm):
    """What became of one action. Nothing need be said of it before the check is sent."""

    use_required_attribute = False
    hides_optional = True
    status = forms.ChoiceField(
        label="How it stands", required=False, widget=forms.RadioSelect, choices=ActionReport.Status.choices
    )
    done = forms.CharField(
        label="What was done", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )  # fmt: skip
    difference = forms.CharField(
        label="What difference it made", required=False, max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text="To children and families, and how you know. “None yet” is an answer.",
    )  # fmt: skip

    def __init__(self, data=None, *, asked):
        self.asked, self.action = asked, asked.action
        super().__init__(data, initial=asked.initial, prefix=f"action-{asked.action.public_id.hex}")

    def clean(self):
        given = super().clean()
        if (given.get("done") or given.get("difference")) and not given.get("status") and "status" not in self.errors:
            self.add_error("status", "Choose how it stands.")
        return given

    def words(self) -> dict:
        return {name: plain(self.cleaned_data[name]) for name in FIELDS}

    def in_words(self) -> str:
        """Return what it says, for the page that shows two texts side by side."""
        values = self.cleaned_data if self.is_bound else self.initial
        status = dict(ActionReport.Status.choices).get(values.get("status"), "")
        return "\n".join(filter(None, [status, values.get("done"), values.get("difference")])) or "Nothing"


class CheckForm(NoChildForm):
    """A progress check as a whole; its `rows` are a ReportForm for each action."""

    use_required_attribute = False
    hides_optional = True
    difference = forms.CharField(
        label="What changed for children, overall", required=False, max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text="What is different for children and families since the review, and how you know.",
    )  # fmt: skip

    def __init__(self, data=None, *, check, asked):
        super().__init__(data, initial={"difference": check.difference})
        self.rows = [ReportForm(data, asked=one) for one in asked]

    def is_valid(self):
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def problems(self) -> list[dict]:
        """Return everything wrong with it and its rows, as components/error_summary.html takes it."""
        if not self.is_bound:
            return []
        return [
            {"message": message, "url": f"#{_first_id(form[name])}"}
            for form in (*self.rows, self) for name, said in form.errors.items() for message in said
        ]  # fmt: skip

    def clean_difference(self):
        return plain(self.cleaned_data["difference"])

    def said(self) -> dict:
        """Return {HostAction: what is said of it} of those of which something is said."""
        return {row.action: row.words() for row in self.rows if row.cleaned_data.get("status")}

    def in_words(self) -> list[tuple[str, str]]:
        values = self.cleaned_data if self.is_bound else self.initial
        rows = [(row.action.what, row.in_words()) for row in self.rows]
        return [*rows, ("What changed for children, overall", values.get("difference") or "Nothing")]


def _first_id(field):
    first = next(iter(field.subwidgets), None)
    return field.id_for_label or (first.id_for_label if first else field.auto_id)
