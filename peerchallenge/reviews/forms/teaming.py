"""Forms of a team: a seat, whom to ask, saying yes or no, taking somebody off it, leaving it."""

from django import forms

from peerchallenge.no_child import NoChildForm

LEADS_ALREADY = "Another seat leads the team already. Take that one away first, or leave this empty."
FINISH = "Tick this to accept. If you can’t promise it, decline."


class SeatForm(NoChildForm):
    """One more seat: the post that is wanted, and whether it leads."""

    use_required_attribute = False
    label = forms.CharField(
        max_length=120, label="Post that is wanted", help_text="Such as Assistant Director, or safeguarding lead.",
        error_messages={"required": "Enter the post that is wanted for this seat."},
    )  # fmt: skip
    is_lead = forms.BooleanField(required=False, label="Leads the team")

    def __init__(self, *args, review, **options):
        super().__init__(*args, **options)
        self.review = review

    def clean_is_lead(self):
        leads = self.cleaned_data["is_lead"]
        if leads and self.review.seats.filter(is_lead=True, is_removed=False).exists():
            raise forms.ValidationError(LEADS_ALREADY)
        return leads


class AskOneForm(forms.Form):
    """Whom to ask to a seat. `candidates` are those of `candidates_for`; who can't be asked isn't offered."""

    person = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose somebody to ask.",
            "invalid_choice": "They can’t be asked any more. Look at the list again.",
        },
    )

    def __init__(self, *args, candidates, **options):
        super().__init__(*args, **options)
        self.people = {str(one.person.pk): one.person for one in candidates if not one.barred}
        self.fields["person"].choices = [(pk, str(person)) for pk, person in self.people.items()]

    @property
    def chosen(self):
        return self.people[self.cleaned_data["person"]]


class AcceptForm(NoChildForm):
    """Yes, with a declaration of interest and the promise of confidentiality."""

    use_required_attribute = False
    has_interests = forms.ChoiceField(
        label="Do you have an interest to declare?", widget=forms.RadioSelect,
        choices=[("no", "No, none"), ("yes", "Yes, this one")],
        error_messages={"required": "Choose whether you have an interest to declare."},
    )  # fmt: skip
    interests = forms.CharField(
        required=False, max_length=400, widget=forms.Textarea({"rows": 2}), label="Which interest",
        help_text="Such as a former post there, a friend or relative, a contract, a dispute. Name no person.",
    )  # fmt: skip
    promises = forms.BooleanField(
        label="I keep what I read and hear in this review confidential", error_messages={"required": FINISH}
    )

    def clean(self):
        given = super().clean()
        if given.get("has_interests") == "yes" and not given.get("interests") and "interests" not in self.errors:
            self.add_error("interests", "Say which interest, or choose “No, none”.")
        return given

    @property
    def declared(self) -> str:
        return self.cleaned_data["interests"] if self.cleaned_data["has_interests"] == "yes" else ""


class DeclineSeatForm(NoChildForm):
    because = forms.CharField(
        label="Why not, if you like to say so", required=False, max_length=300,
        help_text="Read by those who run the region’s peer challenge. The host doesn’t see it, nor that you declined.",
    )  # fmt: skip


class RemoveMemberForm(NoChildForm):
    """Why somebody is taken off a team."""

    use_required_attribute = False
    because = forms.CharField(
        max_length=300, label="Why", widget=forms.Textarea({"rows": 2}),
        help_text="They read it, and so do those who run the region’s peer challenge.",
        error_messages={"required": "Say why: they can read it."},
    )  # fmt: skip


class LeaveForm(NoChildForm):
    because = forms.CharField(
        label="Why, if you like to say so", required=False, max_length=300,
        help_text="Read by those who run the region’s peer challenge.",
    )  # fmt: skip
