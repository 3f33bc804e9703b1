"""Forms of the desk: an update's address, its words, a document to bring in."""

import calendar
from functools import cache, partial

from django import forms
from django.utils import timezone
from django.utils.text import slugify

from portal.documents.forms import GivenForm
from portal.regions.models import Region
from portal.ui.editor import RichTextField
from portal.ui.mistakes import field_errors
from priorities.theme_choices import ThemeChoices, ThemesField
from updates.models import Edition, SectionTheme, Update
from updates.models.update import managed_regions
from updates.periods import EARLIEST_YEAR, LATEST_YEAR, Period
from updates.words import EditionText, SectionText

MONTHS = [(n, timezone.datetime(2000, n, 1).strftime("%B")) for n in range(1, 13)]
NO_MONTH = [("", "One month only")]


class AddressForm(forms.Form):
    """Which region an update is of, and which months it covers."""

    region = forms.ModelChoiceField(Region.objects.none(), empty_label="Choose a region")
    month = forms.TypedChoiceField(label="Month", choices=[("", "Choose a month"), *MONTHS], coerce=int)
    year = forms.IntegerField(label="Year", min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)
    to_month = forms.TypedChoiceField(
        label="Until (month)", choices=[*NO_MONTH, *MONTHS], coerce=int, required=False, empty_value=None,
        help_text="Only when the update covers several months.",
    )  # fmt: skip
    to_year = forms.IntegerField(
        label="Until (year)", min_value=EARLIEST_YEAR, max_value=LATEST_YEAR, required=False,
        help_text="Leave empty when it is the same year.",
    )  # fmt: skip
    special = forms.CharField(
        label="Name of a special edition", max_length=60, required=False,
        help_text="Only for a second update in the same months, such as “Spring conference”.",
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = managed_regions(user)
        self.fields["region"].queryset = regions
        if len(regions) == 1:
            self.initial["region"] = self.initial.get("region") or regions[0].pk

    def clean_special(self):
        name = self.cleaned_data["special"]
        if name and not slugify(name):
            raise forms.ValidationError("Use letters or figures: the name becomes part of the address.")
        return name

    def clean(self):
        data = super().clean()
        if not {"month", "year"} <= data.keys() or self.errors:
            return data
        try:
            data["period"] = self._period(data)
        except ValueError:
            self.add_error("to_month", "The last month comes before the first one. Choose a later month, or none.")
        return data

    @staticmethod
    def _period(data):
        first = timezone.datetime(data["year"], data["month"], 1).date()
        last_month = data.get("to_month") or (data["month"] if not data.get("to_year") else None)
        if last_month is None:
            raise ValueError("A last year without a last month.")
        return Period(first, timezone.datetime(data.get("to_year") or data["year"], last_month, 1).date())

    def is_taken(self, update):
        """Say beside the field that the months are taken, and what can be done about it."""
        self.taken = update
        self.add_error(
            "special", f"{update} is there already. Give this one a name of its own, or choose other months above."
        )


class StartForm(AddressForm):
    """A new update: where it stands, and whether it begins with last time's headings."""

    headings = forms.BooleanField(
        label="Begin with the headings of the last update", required=False, initial=True,
        help_text="Last time’s text stands beside each empty box.",
    )  # fmt: skip


def this_month():
    """Return the initial values of AddressForm for an update about the month that it is."""
    today = timezone.localdate()
    return {"month": today.month, "year": today.year}


def address_initial(region, period):
    """Return the initial values of AddressForm for a Region or None and a Period or None."""
    values = {"region": region.pk if region else None}
    if period:
        values |= {"month": period.from_on.month, "year": period.from_on.year}
    if period and period.from_on != period.to_on:
        values |= {"to_month": period.to_on.month, "to_year": period.to_on.year}
    return values


class EditionForm(forms.Form):
    """The words of an edition but for its sections and contacts. A draft may be incomplete, so nothing is required."""

    hides_optional = True
    title = forms.CharField(max_length=200, required=False)
    in_short = forms.CharField(
        label="In short", max_length=600, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="What a director should know in at most 60 words. Shown at the top and in lists.",
    )  # fmt: skip
    tags = forms.CharField(
        max_length=500, required=False, help_text="Subjects, with commas between them: Adoption, Workforce."
    )
    supported_by = forms.CharField(
        label="Supported by", max_length=300, required=False, help_text="Who pays for or hosts the programme."
    )
    related = forms.TypedMultipleChoiceField(
        coerce=int, label="Related updates", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Picked by hand; when you pick none, the page finds up to three by their tags.",
    )  # fmt: skip

    def __init__(self, *args, update=None, **kwargs):
        super().__init__(*args, **kwargs)
        if update is None:
            del self.fields["related"]
        else:
            # Asked of the database when they are drawn or chosen from, not at every save.
            self.fields["related"].choices = cache(
                lambda: [(other.pk, str(other)) for other in _may_be_related(update)]
            )

    @property
    def offers_related(self):
        """Whether there are other updates to choose from."""
        return "related" in self.fields and any(self.fields["related"].choices)

    def clean_tags(self):
        names = [" ".join(name.split()) for name in self.cleaned_data["tags"].replace("\n", ",").split(",")]
        names = list(dict.fromkeys(name for name in names if name))
        if too_long := [name for name in names if len(name) > 60]:
            raise forms.ValidationError(f"Shorten the tag “{too_long[0][:40]}…” to 60 characters.")
        if no_address := [name for name in names if not slugify(name)]:
            raise forms.ValidationError(f"Write the tag “{no_address[0]}” with letters or figures.")
        return names


def _may_be_related(update):
    """Return the region's newest updates, and what was picked for this one before, however old it is by now."""
    others = Edition.objects.live().filter(region=update.region_id).exclude(update=update.pk)
    newest = others.order_by("-period_to").values_list("update_id", flat=True)[:12]
    picked = Edition.related.through.objects.filter(edition__update=update.pk).values_list("update_id", flat=True)
    return Update.objects.filter(pk__in={*newest, *picked}).select_related("region")


class ContactForm(forms.Form):
    """Whom to ask: the post first, because people move on."""

    hides_optional = True
    post = forms.CharField(max_length=100, required=False, label="Post")
    name = forms.CharField(max_length=100, required=False, label="Name")
    email = forms.EmailField(required=False, label="E-mail")


class SectionForm(forms.Form):
    """One section of an edition."""

    hides_optional = True
    heading = forms.CharField(max_length=200, required=False)
    body = RichTextField(label="Text", required=False)
    anchor = forms.SlugField(max_length=80, required=False, widget=forms.HiddenInput)
    themes = ThemesField()

    def __init__(self, *args, themes=None, **kwargs):
        super().__init__(*args, **kwargs)
        if themes is None:
            del self.fields["themes"]
        else:
            self.fields["themes"].offer(themes, self._chosen)

    def _chosen(self):
        return self["themes"].value() or []

    @property
    def offers_themes(self):
        """Whether the region has priorities or enablers to choose from."""
        return "themes" in self.fields and self.fields["themes"].offers_any


def row_named(button):
    """Return what a button does and to which row: ("up", 2) for "up-2"; the number is None when it names no row."""
    verb, _, number = button.rpartition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 4
    return verb, int(number) if is_number else None


class _Rows(forms.BaseFormSet):
    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": "These are more than %(num)d. Put some of them together."
    }

    def values(self, do=""):
        """The values of each row that has any, in order, after the button `do` ("up-2", "down-2", "remove-2")."""
        rows = [row.cleaned_data for row in self]
        verb, number = row_named(do)
        if number is not None and number < len(rows):
            row = rows.pop(number)
            if verb in ("up", "down"):
                rows.insert(max(0, number + (-1 if verb == "up" else 1)), row)
            elif verb != "remove":
                rows.insert(number, row)
        return [row for row in rows if any(row.values())]


# As many as come back after a mistake (`absolute_max`) is far more than may be saved, and together, three fields each,
# less than a form may hold (DATA_UPLOAD_MAX_NUMBER_FIELDS).
ContactRows = forms.formset_factory(
    ContactForm, formset=_Rows, extra=0, max_num=50, absolute_max=100, validate_max=True
)
SectionRows = forms.formset_factory(
    SectionForm, formset=_Rows, extra=0, max_num=200, absolute_max=500, validate_max=True
)


class EditionWords:
    """The whole form of an edition: its fields, its contacts and its sections, valid together or not at all."""

    def __init__(self, data=None, *, text=None, update=None, user=None):
        """`update` and `user`, who writes, are None for words that are of no update yet: nothing of it is offered."""
        text = text or EditionText()
        fields = {
            "title": text.title,
            "in_short": text.in_short,
            "supported_by": text.supported_by,
            "tags": ", ".join(text.tags),
            "related": text.related or [],
        }
        sections = [
            {"heading": s.heading, "body": s.body, "anchor": s.anchor, "themes": s.themes} for s in text.sections
        ]
        self.edition = EditionForm(data, initial=fields, update=update)
        self.contacts = ContactRows(data, prefix="contacts", initial=text.contacts or [{}])
        themes = _themes_for(update, user, partial(_keys_in, data, sections)) if update else None
        self.sections = SectionRows(data, prefix="sections", initial=sections or [{}], form_kwargs={"themes": themes})

    @property
    def media(self):
        return self.edition.media + self.sections.media

    def is_valid(self):
        valid = [part.is_valid() for part in (self.edition, self.contacts, self.sections)]
        return all(valid)

    def errors(self):
        """Return everything wrong as {message, url} for the error summary, the fields in the order of the page."""
        found = []
        for part in (self.edition, *self.sections, *self.contacts):
            found += field_errors(part)
        for rows in (self.sections, self.contacts):
            found += [{"message": message, "url": ""} for message in rows.non_form_errors()]
        return found

    def text(self, do=""):
        """Return what was written, once it is valid, after the button `do` ("section-up-2", "contact-remove-0")."""
        values = self.edition.cleaned_data
        what, _, button = do.partition("-")
        sections = self.sections.values(button if what == "section" else "")
        return EditionText(
            title=values["title"],
            in_short=values["in_short"],
            supported_by=values["supported_by"],
            tags=values["tags"],
            related=values.get("related"),
            contacts=self.contacts.values(button if what == "contact" else ""),
            sections=[
                SectionText(row["heading"], row["body"], row["anchor"], row.get("themes", [])) for row in sections
            ],
        )


def _themes_for(update, user, keys):
    """Offer the plans that run in the months of the update."""
    last = update.period_to
    days = update.period_from, last.replace(day=calendar.monthrange(last.year, last.month)[1])
    before = SectionTheme.objects.filter(edition__update=update)
    return ThemeChoices([update.region], user, days=days, before=before, keys=keys)


def _keys_in(data, sections):
    """Return the keys of all that is ticked: in the posted `data`, or what `sections` begin with."""
    if data is None:
        return {theme.key for section in sections for theme in section["themes"]}
    names = [name for name in data if name.startswith("sections-") and name.endswith("-themes")]
    return {key for name in names for key in data.getlist(name)}


class DocumentForm(GivenForm):
    """A document with an update to bring in."""

    NOTHING = "Paste the text of the update, or choose a file."
