from datetime import date, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.events import parts
from portal.events.models import Event
from portal.events.times import NoSuchTime, moment, whole_days
from portal.regions.models import Region
from portal.ui import dates, richtext
from portal.ui.editor import RichTextField
from portal.ui.permissions import may

FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_VERSIONS = 10**9  # the one after it still goes into a column of the database
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]


class DayField(forms.DateField):
    """A day that the calendar of this century knows."""

    def __init__(self, **options):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=DAY_FORMATS, **options)
        self.error_messages["invalid"] = f"Enter the {self.label.lower()} like this: 3 March 2026."

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")


class ClockField(forms.TimeField):
    """A time of day. Whether it may be empty depends on the rest of the form, so the form says so, not the field."""

    def __init__(self, **options):
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=TIME_FORMATS, **options)
        self.error_messages["invalid"] = f"Enter the {self.label.lower()} like this: 9:30 or 14:00."

    def to_python(self, value):
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)

    def validate(self, value):
        """Take an empty one."""


class EventForm(forms.ModelForm):
    """What an event is, when and where. Days and times are written in UK time."""

    use_required_attribute = False

    first_day = DayField(
        label="First day", help_text="The day of the event.", error_messages={"required": "Enter the day of the event."}
    )
    last_day = DayField(label="Last day", required=False, help_text="Only if it lasts several days.")
    start_time = ClockField(label="Start time", help_text="UK time.")
    finish_time = ClockField(label="Finish time", help_text="UK time.")
    summary = RichTextField(
        required=False, max_length=5000, help_text="Who it is for, what it covers, how to take part."
    )
    link = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label="Link to more details or booking",
        help_text="Everybody can see it: never enter a private link for joining a meeting.",
        error_messages={"invalid": "Enter the whole address, such as https://www.example.org."},
    )

    class Meta:
        model = Event
        fields = ("title", "is_all_day", "place", "is_online", "link", "summary", "is_featured")
        labels = {
            "is_all_day": "It lasts all day, or several days",
            "is_online": "People can join online",
            "is_featured": "Feature it on the region’s page",
        }
        help_texts = {
            "place": "The building and the town.",
            "is_featured": "Of several, the next one is shown. It leaves the page by itself when it is over.",
        }
        error_messages = {"title": {"required": "Enter a title."}}

    # As on the page: the error summary and the conflict page follow it.
    field_order = (
        "region", "title", "is_all_day", "first_day", "last_day", "start_time", "finish_time", "place", "is_online",
        "link", "summary", "is_featured",
    )  # fmt: skip

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.by = by
        if self.instance.pk:
            self.initial |= when_written(self.instance)
            if self.instance.region is None:
                del self.fields["is_featured"]
            self._ask_for_parts(self.instance, [self.instance.region])

    def _ask_for_parts(self, event, places):
        """Ask what apps that come later want to know of an event of one of `places`, regions or None for every one."""
        regions = [region for region in places if region]
        fields = parts.fields(event, regions, self.by, lambda name: self[name].value())
        self.fields |= fields
        self.asked = [name for name, field in fields.items() if field.offers_any]
        for name in fields.keys() - set(self.asked):
            del self.fields[name]
        self.initial |= {name: fields[name].initial for name in self.asked}

    @property
    def asked_by_others(self):
        """The fields of parts, to be drawn."""
        return [self[name] for name in self.asked]

    def clean(self):
        given = super().clean()
        first = given.get("first_day")
        if first and "last_day" in given:
            self._set_when(first, given["last_day"] or first)
        return given

    def _set_when(self, first, last):
        """Set `starts_at` and `ends_at`, or say at the field what is wrong with the days and times."""
        given = self.cleaned_data
        if last < first:
            return self.add_error("last_day", "The last day is before the first. Change one of them.")
        if given.get("is_all_day"):
            given["starts_at"], given["ends_at"] = whole_days(first, last)
            return None
        given["starts_at"] = self._moment("start_time", first, "Enter a start time, or say that it lasts all day.")
        given["ends_at"] = self._moment("finish_time", last, "Enter a finish time. Your best guess will do.")
        if given["starts_at"] and given["ends_at"] and given["ends_at"] <= given["starts_at"]:
            self.add_error("finish_time", "The event finishes before it starts. Change one of the times.")
        return None

    def _moment(self, field, day, missing):
        """Return the moment of the time in `field` on `day`; None, with the reason at the field, if there is none."""
        if field not in self.cleaned_data:
            return None
        if self.cleaned_data[field] is None:
            return self.add_error(field, missing)
        try:
            return moment(day, self.cleaned_data[field])
        except NoSuchTime as reason:
            return self.add_error(field, str(reason))

    def details(self):
        """Return the event's own fields, as `Event.rewrite` and `add_event` take them."""
        names = (*self._meta.fields, "starts_at", "ends_at")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def said(self):
        """Return what the fields of parts said, as `parts.keep` takes it."""
        return {name: self.cleaned_data[name] for name in self.asked}

    def in_words(self):
        """Return (label, text) of each field: what was typed into a valid form, what is saved for one just opened."""
        values = self.cleaned_data if self.is_bound else self.initial
        return [(self[name].label, _said(values.get(name))) for name in self.fields]

    def as_typed(self):
        """Return the (name, value) pairs that send the form again as it was sent."""
        return [(name, value) for name in self.fields if self[name].data for value in _each(self[name].data)]


class NewEventForm(EventForm):
    """An event that isn't there yet: the region is chosen once, among those that the person writes for."""

    region = forms.ChoiceField(
        error_messages={
            "required": "Choose the region that the event is for.",
            "invalid_choice": "Choose a region that you manage.",
        }
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, by=by, **options)
        self.places = {region.slug: region for region in by.managed_regions()}
        if may(by, "events.write_in", None):
            self.places[""] = None
        names = [(slug, region.name if region else "Every region") for slug, region in self.places.items()]
        self.fields["region"].choices = names
        self.fields["region"].required = "" not in self.places
        if len(names) == 1:
            del self.fields["region"]
        if list(self.places) == [""]:
            del self.fields["is_featured"]
        self._ask_for_parts(None, self.places.values())

    def clean(self):
        given = super().clean()
        if self.region_chosen is None and given.get("is_featured"):
            self.add_error("is_featured", "An event for every region has no region’s page. Take the tick away.")
        if "region" not in self.errors:
            self._check_parts(given)
        return given

    def _check_parts(self, given):
        """Say at the field what its region has nothing to do with."""
        for name in self.asked:
            try:
                self.fields[name].check_region(given.get(name, []), self.region_chosen)
            except ValidationError as wrong:
                self.add_error(name, wrong)

    @property
    def region_chosen(self) -> Region | None:
        """The region that the event is for; None for every region, and as long as none of several was chosen."""
        if len(self.places) == 1:
            return next(iter(self.places.values()))
        return self.places.get(self.cleaned_data.get("region", "")) if self.is_bound else None


class VersionForm(forms.Form):
    """The version of the event that the person saw."""

    version = forms.IntegerField(max_value=MOST_VERSIONS, widget=forms.HiddenInput)

    def number(self) -> int:
        """Return the version, or 0, which no event has, when the form carries none."""
        self.full_clean()
        return self.cleaned_data.get("version", 0)


class CancelEventForm(VersionForm):
    reason = forms.CharField(
        max_length=300,
        label="Why is it cancelled?",
        help_text="Everybody can read this.",
        error_messages={"required": "Say why the event is cancelled, in a few words."},
    )


def when_written(event) -> dict:
    """Return the days and times of `event` as its form shows them, in UK time."""
    if event.is_all_day:
        first, last, times = event.first_day, event.last_day, {}
    else:
        start, finish = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        first, last = start.date(), finish.date()
        times = {"start_time": start.time(), "finish_time": finish.time()}
    return {"first_day": first, "last_day": last if last != first else None} | times


def _each(value) -> list:
    return value if isinstance(value, list) else [value]


def _said(value) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, time):
        return dates.clock(value)
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "Nothing"
    return richtext.to_plain(value or "") or "Nothing"
