"""Forms of the pool of reviewers: who joins, what they bring, what they were trained for, what they declare."""

from django import forms
from django.utils import timezone

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews.models import Reviewer, ReviewKind
from portal.accounts.models import Post, User
from portal.regions.models import LocalAuthority

NO_DAY = "Enter a day that exists, like 2026-11-17."


class ProfileForm(NoChildForm):
    """What somebody brings to a team, and when they can."""

    use_required_attribute = False
    hides_optional = True
    brings = forms.CharField(
        max_length=400, required=False, label="What they bring", widget=forms.Textarea({"rows": 3}),
        help_text="Such as early help, case-file audit, SEND, finance.",
    )  # fmt: skip
    availability = forms.CharField(
        max_length=300, required=False, label="When they can", help_text="Such as not in May, Tuesdays to Thursdays."
    )
    days_a_year = forms.IntegerField(
        min_value=1, max_value=60, required=False, label="Days a year that they can give",
        error_messages={"min_value": "Enter a number from 1 to 60.", "max_value": "Enter a number from 1 to 60.",
                        "invalid": "Enter a whole number of days, such as 6."},
    )  # fmt: skip


def profile_initial(reviewer) -> dict:
    return {name: getattr(reviewer, name) for name in ProfileForm.base_fields}


class JoinForm(ProfileForm):
    """Who joins the pool of `region`: somebody who holds a post there today and isn't in it."""

    person = forms.ModelChoiceField(
        None, empty_label="Choose somebody", label="Who",
        help_text="Everybody who holds a post in the region today and isn’t in the pool yet.",
        error_messages={"required": "Choose who joins the pool.",
                        "invalid_choice": "They hold no post in the region, or are in the pool already."},
    )  # fmt: skip

    def __init__(self, *args, region, **options):
        super().__init__(*args, **options)
        there = Reviewer.objects.standing().filter(region=region).values("person")
        posts = Post.objects.current().within([region])
        people = User.objects.filter(is_active=True, pk__in=posts.values("person")).exclude(pk__in=there)
        offices = {}
        for post in posts.with_organisation():
            offices.setdefault(post.person_id, []).append(str(post))
        self.fields["person"].queryset = people.order_by("name", "email")
        self.fields["person"].label_from_instance = lambda one: f"{one}: {'; '.join(offices.get(one.pk, []))}"
        self.order_fields(["person", *ProfileForm.base_fields])


class TrainingForm(forms.Form):
    """For which kind of review somebody was trained, when, and until when it counts."""

    use_required_attribute = False
    kind = forms.ModelChoiceField(
        None, empty_label="Choose a kind", label="Trained for",
        error_messages={"required": "Choose the kind of review.", "invalid_choice": "Choose a kind from the list."},
    )  # fmt: skip
    trained_on = forms.DateField(
        label="Trained on", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day of the training.", "invalid": NO_DAY},
    )  # fmt: skip
    expires_on = forms.DateField(
        label="Counts until", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="The last day. Empty: it doesn’t expire.", error_messages={"invalid": NO_DAY},
    )  # fmt: skip

    def __init__(self, *args, region, **options):
        super().__init__(*args, **options)
        self.fields["kind"].queryset = ReviewKind.objects.of_region(region).order_by("name")

    def clean_trained_on(self):
        day = self.cleaned_data["trained_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("The training hasn’t taken place yet. Enter a day that has passed.")
        return day

    def clean(self):
        given = super().clean()
        begun, ends = given.get("trained_on"), given.get("expires_on")
        if begun and ends and ends < begun:
            self.add_error("expires_on", "It would end before the training. Put one of the days right.")
        return given


class ConflictForm(NoChildForm):
    """An authority that somebody shouldn't review."""

    use_required_attribute = False
    authority = forms.ModelChoiceField(
        None, to_field_name="code", empty_label="Choose an authority",
        error_messages={"required": "Choose the authority.", "invalid_choice": "Choose an authority from the list."},
    )  # fmt: skip
    because = forms.CharField(
        max_length=300, required=False, label="Why, if you like to say so",
        help_text="Read by those who run the region’s peer challenge. Name no person.",
    )  # fmt: skip

    def __init__(self, *args, region, **options):
        super().__init__(*args, **options)
        self.fields["authority"].queryset = LocalAuthority.objects.on().filter(region=region).order_by("name")
