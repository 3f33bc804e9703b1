"""Forms about an update as a whole: sending it for review, publishing, withdrawing, sharing and moving it."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.events.forms import ClockField, DayField
from portal.events.times import NoSuchTime, moment
from updates.forms import AddressForm, address_initial
from updates.models import Update, Withdrawal

LATEST = timedelta(days=2 * 365)
NOW, LATER = "now", "later"


class WhenForm(forms.Form):
    """Now, or at a day and time on UK clocks; `cleaned_data["at"]` is the moment, or None for now."""

    hides_optional = True
    when = forms.ChoiceField(
        label="When?", choices=[(NOW, "Now"), (LATER, "Later")], widget=forms.RadioSelect, required=False
    )
    day = DayField(label="Day", required=False, help_text="Only for later.")
    time = ClockField(label="Time", required=False, help_text="UK time.")

    def clean(self):
        data = super().clean()
        data["at"] = None
        if data.get("when") == LATER:
            for name, sentence in (("day", "Choose the day."), ("time", "Enter the time, such as 9:00.")):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            if data.get("day") and data.get("time"):
                data["at"] = self._moment(data)
        return data

    def _moment(self, data):
        try:
            at = moment(data["day"], data["time"])
        except NoSuchTime as wrong:
            self.add_error("time", str(wrong))
            return None
        if not timezone.now() < at < timezone.now() + LATEST:
            self.add_error("day", "Choose a day and time in the future, in the next two years.")
        return at


class PublishForm(WhenForm):
    """How a draft is published. `edition` is the draft; `last` the edition that is live or was, or None."""

    change = forms.ChoiceField(
        label="What kind of change is it?", widget=forms.RadioSelect, required=False,
        choices=[
            ("major", "Readers should know: the page shows its date and your note, and followers are told"),
            ("minor", "A small correction: nobody is told and the date stays as it is"),
        ],
    )  # fmt: skip
    change_note = forms.CharField(
        label="What has changed?", max_length=300, required=False,
        help_text="One sentence for readers, such as: Added the dates of the spring conference.",
    )  # fmt: skip
    alone_because = forms.CharField(
        label="Why without a second person?", max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="The region asks for a second person’s approval. Your reason is kept in the history.",
    )  # fmt: skip
    field_order = ["alone_because", "change", "change_note", "when", "day", "time"]

    def __init__(self, *args, last, is_alone, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].label = "When does it go live?"
        self.fields["change"].initial = "major"
        if last is None:
            del self.fields["change"], self.fields["change_note"]
        if not is_alone:
            del self.fields["alone_because"]

    def clean(self):
        data = super().clean()
        if "change" in self.fields and data.get("change") != "minor" and not data.get("change_note"):
            self.add_error("change_note", "Say in a sentence what has changed, or choose a small correction.")
        if "alone_because" in self.fields and not data.get("alone_because"):
            self.add_error("alone_because", "Say why nobody else has looked it over, or send it for review instead.")
        return data


class WithdrawForm(WhenForm):
    """How an update leaves the public record."""

    how = forms.ChoiceField(
        label="How?", widget=forms.RadioSelect, required=False,
        choices=[
            (Withdrawal.IN_ERROR, "Published in error: its words go, the address says that it was withdrawn, and why"),
            (Withdrawal.SUPERSEDED, "Replaced by another update: readers are sent there"),
            (Withdrawal.OUT_OF_DATE, "Withdrawn but still readable: it stays at its address under a banner"),
        ],
    )  # fmt: skip
    superseded_by = forms.ModelChoiceField(
        Update.objects.none(), label="Replaced by", required=False, empty_label="Choose an update"
    )
    reason = forms.CharField(
        max_length=500, label="Why is it withdrawn?", help_text="Readers who open its address see this.",
        widget=forms.Textarea({"rows": 3}), error_messages={"required": "Say why the update is withdrawn."},
    )  # fmt: skip
    field_order = ["how", "superseded_by", "reason", "when", "day", "time"]

    def __init__(self, *args, update, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].label = "When is it withdrawn?"
        self.fields["superseded_by"].queryset = update.may_be_superseded_by()

    def clean(self):
        data = super().clean()
        data["how"] = data.get("how") or Withdrawal.IN_ERROR
        is_superseded = data.get("how") == Withdrawal.SUPERSEDED
        if is_superseded and not data.get("superseded_by") and "superseded_by" not in self.errors:
            self.add_error("superseded_by", "Choose the update that replaces it.")
        if not is_superseded:
            data["superseded_by"] = None
        return data


class SubmitForm(forms.Form):
    """What goes with a draft that is sent for review."""

    hides_optional = True
    due_on = DayField(label="Please look it over by", required=False, help_text="Leave empty if there is no hurry.")
    note = forms.CharField(
        label="Anything to tell them?", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="It goes into the mail and the history.",
    )  # fmt: skip

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise ValidationError("Choose today or a later day.")
        return day


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="What should change?", max_length=4000, widget=forms.Textarea({"rows": 4}),
        help_text="The writers read it in the mail, on the draft and in the history.",
        error_messages={"required": "Say what should change before you return it."},
    )  # fmt: skip


class PreviewLinkForm(forms.Form):
    for_whom = forms.CharField(
        label="Who is it for?", max_length=200, help_text="Shown on the draft and in the list below.",
        error_messages={"required": "Say who the link is for."},
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label="How long should it work?", coerce=int, choices=[(7, "7 days"), (14, "14 days"), (30, "30 days")],
        initial=7,
    )  # fmt: skip


class MoveForm(AddressForm):
    """Other months or another name for an update. Its region stays."""

    def __init__(self, *args, update, **kwargs):
        initial = address_initial(update.region, update.period) | {"special": update.special}
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["region"]


class ReviewOnForm(forms.Form):
    """When somebody should look whether an update is still right."""

    hides_optional = True
    review_on = DayField(
        label="Look at it again on", required=False, help_text="Leave empty if it needs no second look."
    )
