"""The invitation: only roles that the inviter may give, only where they may give them."""

from datetime import timedelta
from itertools import groupby

from django import forms
from django.utils import timezone

from portal.accounts.actions import Invitation
from portal.accounts.models import Post, User
from portal.accounts.reach import organisations_within, roles_within
from portal.accounts.roles import Role, Scope
from portal.ui.permissions import may

NETWORK = "network"
HEADINGS = {"region": "Regions", "localauthority": "Authorities", "trust": "Children’s trusts"}
LONGEST_WAIT = timedelta(days=366)


class InvitationForm(forms.Form):
    """Who is given which post. The choices are the inviter's; what goes with what is checked again when it is given."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it, and are told about the post.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Role", help_text="What they are there. The role decides what they may do.")
    organisation = forms.ChoiceField(label="Where", help_text="The region, authority or trust at which they hold it.")
    from_on = forms.DateField(
        label="From",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the date as year-month-day, for example 2026-03-02."},
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["role"].choices = [("", "Choose a role"), *_grouped_roles(roles_within(by))]
        self.organisations = {_value(place): place for place in organisations_within(by)}
        self.fields["organisation"].choices = _organisation_choices(self.organisations)

    def clean_email(self):
        return User.objects.normalize_email(self.cleaned_data["email"])

    def clean_from_on(self):
        day = self.cleaned_data["from_on"]
        if abs(day - timezone.localdate()) > LONGEST_WAIT:
            raise forms.ValidationError("Choose a day within a year of today.")
        return day

    def clean(self):
        cleaned = super().clean()
        if not {"role", "organisation", "email", "from_on"} <= set(cleaned):
            return cleaned
        self.invitation = self._invitation(cleaned)
        if not self._fits():
            scope = self.invitation.role.scope
            self.add_error("organisation", f"“{self.invitation.role.label}” is held at {scope.label}. Choose that.")
        else:
            self._may_be_given()
        return cleaned

    def _invitation(self, cleaned):
        role = Role(cleaned["role"])
        return Invitation(
            cleaned.get("name", ""),
            cleaned["email"],
            role,
            self.organisations[cleaned["organisation"]],
            cleaned["from_on"],
        )

    def _fits(self):
        return set(Post.place_of(self.invitation.organisation)) == {self.invitation.role.scope.value} - {
            Scope.NETWORK.value
        }

    def _may_be_given(self):
        person = User.objects.filter(email=self.invitation.email).first()
        if person == self.by:
            self.add_error("email", "This is your own address: nobody gives themselves a post.")
        elif not may(self.by, "accounts.give_post", self.invitation.post(person)):
            self.add_error("role", "You can’t give this role there. Choose another role or another place.")
        elif person and person.holds(self.invitation.role, of=self.invitation.organisation):
            self.add_error("role", f"{person} holds this post already.")


def _grouped_roles(roles):
    return [
        (f"At {scope.label}", [(role.value, role.label) for role in group])
        for scope, group in groupby(sorted(roles, key=_by_scope), key=lambda role: role.scope)
    ]


def _by_scope(role):
    return list(Scope).index(role.scope), list(Role).index(role)


def _value(organisation):
    return NETWORK if organisation is None else f"{organisation._meta.model_name}-{organisation.pk}"


def _organisation_choices(organisations):
    if len(organisations) == 1:
        return [(value, str(place or "The whole network")) for value, place in organisations.items()]
    choices = [("", "Choose where")]
    if NETWORK in organisations:
        choices.append((NETWORK, "The whole network"))
    placed = [(value, place) for value, place in organisations.items() if place]
    for kind, group in groupby(placed, key=lambda pair: pair[1]._meta.model_name):
        choices.append((HEADINGS[kind], [(value, str(place)) for value, place in group]))
    return choices
