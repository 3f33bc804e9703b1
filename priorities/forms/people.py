"""The form of who guides a priority: offices that somebody holds in the region today."""

from django import forms
from django.utils import timezone

from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.events.forms import DayField
from portal.ui import dates
from priorities.actions.guiding import Named
from priorities.models import Lead

# Which roles may guide in which part; a lead officer may hold any post in the region.
ROLES = {
    Lead.Part.LINK_DCS: {Role.DCS, Role.TRUST_CHIEF_EXECUTIVE},
    Lead.Part.LEAD_MEMBER: {Role.LEAD_MEMBER},
}


class PeopleForm(forms.Form):
    """Link DCS, Lead Member and lead officer, each with the day from which. `leads` are all rows of the priority."""

    use_required_attribute = False
    hides_optional = True

    def __init__(self, *args, region, leads, **options):
        super().__init__(*args, **options)
        self.leads = {part: [lead for lead in leads if lead.part == part] for part in Lead.Part}
        self.now = {part: _open_row(rows) for part, rows in self.leads.items()}
        held = held_offices(region)
        for part in Lead.Part:
            self._add_part(part, held, region)

    def _add_part(self, part, held, region):
        places = {place: said for place, said in held.items() if part not in ROLES or place[0] in ROLES[part]}
        lead = self.now[part]
        if lead and lead.office.place not in places:
            places[lead.office.place] = f"{lead.office} (vacant)"
        choices = sorted(((key(place), said) for place, said in places.items()), key=lambda choice: choice[1])
        name, label = field_of(part), part.label
        self.fields[name] = forms.ChoiceField(
            label=label,
            required=False,
            choices=[("", "Nobody"), *choices],
            initial=key(lead.office.place) if lead else "",
            error_messages={"invalid_choice": _NOT_HELD[part].format(region=region)},
        )
        self.fields[f"{name}_from"] = DayField(
            label=f"{label} from",
            required=False,
            help_text="The first day. Leave it empty for today, or when nothing changes.",
        )
        self.initial.setdefault(name, self.fields[name].initial)

    def clean(self):
        given = super().clean()
        for part in Lead.Part:
            field = f"{field_of(part)}_from"
            if given.get(field) and field not in self.errors:
                self._check_day(part, field, given[field])
        return given

    def _check_day(self, part, field, day):
        lead, chosen = self.now[part], self.cleaned_data.get(field_of(part), "")
        if day > timezone.localdate():
            return self.add_error(field, "This day is still to come. Enter today or an earlier day.")
        if not chosen and lead is None:
            return self.add_error(field, f"Choose the {_lower(part)} who begins on this day, or take the day away.")
        is_same = lead is not None and chosen == key(lead.office.place)
        if lead and not is_same and day < lead.from_on:
            return self.add_error(field, _earlier(lead.office, lead.from_on))
        ended = [row for row in self.leads[part] if row.to_on is not None]
        if ended and day <= ended[-1].to_on:
            return self.add_error(field, _until(ended[-1]))
        return None

    def parts(self) -> list[tuple]:
        """Return the two fields of each part, the office and the day, as they are drawn."""
        return [(self[field_of(part)], self[f"{field_of(part)}_from"]) for part in Lead.Part]

    def named(self) -> dict:
        """Return who was chosen, as `name_leads` takes it."""
        given = self.cleaned_data
        return {part: Named(place_of(given[field_of(part)]), given[f"{field_of(part)}_from"]) for part in Lead.Part}


_NOT_HELD = {
    Lead.Part.LINK_DCS: "Choose a Director of Children’s Services or trust chief executive with a post in {region}.",
    Lead.Part.LEAD_MEMBER: "Choose a Lead Member with a post in {region}.",
    Lead.Part.LEAD_OFFICER: "Choose somebody with a post in {region}.",
}


def _lower(part):
    return part.label if part == Lead.Part.LEAD_MEMBER else part.label[0].lower() + part.label[1:]


def _earlier(office, from_on):
    return f"{office} began on {dates.day(from_on)}. Enter that day or a later one."


def _until(lead):
    return f"{lead.office} did this until {dates.day(lead.to_on)}. Enter a later day."


def _open_row(rows):
    return next((lead for lead in rows if lead.to_on is None), None)


def field_of(part) -> str:
    return part.value.replace("-", "_")


def held_offices(region) -> dict[tuple, str]:
    """Return the offices that somebody holds in `region` today, {place: "Lead Member, Ardenvale (Alice)"}."""
    posts = Post.objects.within([region]).current().filter(person__is_active=True)
    found = {}
    for post in posts.select_related("person").with_organisation():
        found.setdefault((post.role, post.region_id, post.authority_id, post.trust_id), (str(post), []))[1].append(
            str(post.person)
        )
    return {place: f"{office} ({', '.join(sorted(people))})" for place, (office, people) in found.items()}


def key(place: tuple) -> str:
    """Return what names an office in a select: "dcs/-/12/-"."""
    return "/".join(str(part or "-") for part in place)


def place_of(chosen: str) -> tuple | None:
    """Return the place that a key names; None for nobody."""
    if not chosen:
        return None
    role, *pks = chosen.split("/")
    return role, *(None if pk == "-" else int(pk) for pk in pks)
