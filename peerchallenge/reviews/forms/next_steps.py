"""Forms of next steps: what is recommended, what the host answers, its actions, and agreeing them."""

from django import forms
from django.db.models import Q

from peerchallenge.no_child import NoChildForm
from peerchallenge.reviews import parts
from peerchallenge.reviews.models import NextStep
from peerchallenge.said import plain
from portal.accounts.models import Post, User

REASON = {
    NextStep.Answer.PARTLY: "Say which part you accept, and why not the rest.",
    NextStep.Answer.NOT_ACCEPTED: "Say why you don’t accept it.",
}
FIRST_YEAR, LAST_YEAR = 2000, 2099


class StepForm(NoChildForm):
    """One next step, for a finding."""

    use_required_attribute = False
    text = forms.CharField(
        label="Next step", max_length=600, widget=forms.Textarea({"rows": 3}),
        help_text="One thing to do, so that its host can say yes or no to it.",
        error_messages={"required": "Write the next step."},
    )  # fmt: skip

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())


class AnswerForm(NoChildForm):
    """What the host answers to a next step."""

    use_required_attribute = False
    hides_optional = True
    says = forms.ChoiceField(
        label="Your answer", widget=forms.RadioSelect,
        choices=[one for one in NextStep.Answer.choices if one[0] != NextStep.Answer.WAITING],
        error_messages={"required": "Choose accepted, accepted in part or not accepted."},
    )  # fmt: skip
    because = forms.CharField(
        label="Why", required=False, max_length=600, widget=forms.Textarea({"rows": 3, "placeholder": " "}),
        help_text="Needed where you accept it in part or not at all. It goes to the team with your reply.",
    )  # fmt: skip

    def __init__(self, data=None, *, step):
        answered = step.answer != NextStep.Answer.WAITING
        initial = {"says": step.answer, "because": step.answer_because} if answered else None
        super().__init__(data, initial=initial, auto_id=f"answer_{step.public_id.hex}_%s")

    def clean(self):
        given = super().clean()
        if given.get("says") in REASON and not given.get("because") and "because" not in self.errors:
            self.add_error("because", REASON[given["says"]])
        return given

    def clean_because(self):
        return plain(self.cleaned_data["because"])


class ActionForm(NoChildForm):
    """What the host does for a next step. `parts` ask what they want to know of it."""

    use_required_attribute = False
    hides_optional = True
    what = forms.CharField(
        label="What we will do", max_length=400, widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write what you will do."},
    )  # fmt: skip
    owner = forms.CharField(
        label="Who owns it", max_length=150, help_text="A post, such as Head of Early Help.",
        error_messages={"required": "Enter the post that owns it."},
    )  # fmt: skip
    owner_person = forms.ModelChoiceField(
        User.objects.none(), required=False, label="Who holds this post", empty_label="Nobody in the portal",
        help_text="They can read this action, nothing else of the review, and are asked how it goes.",
        error_messages={"invalid_choice": "Choose somebody who holds a post at your authority."},
    )  # fmt: skip
    due_on = forms.DateField(
        label="By when", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a day that exists, like 2026-11-17.",
                        "required": "Enter the day by which it is done."},
    )  # fmt: skip
    measure = forms.CharField(
        label="How we will know", required=False, max_length=300,
        help_text="What will be different for children, and how you measure it.",
    )  # fmt: skip
    NAMES = ("what", "owner", "owner_person", "due_on", "measure")

    def __init__(self, data=None, *, review, by, action=None):
        initial = {name: getattr(action, name) for name in self.NAMES} if action else None
        super().__init__(data, initial=initial)
        own = action.owner_person_id if action else None
        self.fields["owner_person"].queryset = people_at(review.authority, own)
        asked = parts.fields(action, review, by, lambda name: self[name].value())
        self.fields |= asked
        self.asked = [name for name, field in asked.items() if field.offers_any]
        for name in asked.keys() - set(self.asked):
            del self.fields[name]
        self.initial |= {name: asked[name].initial for name in self.asked}

    @property
    def asked_by_others(self):
        """The fields of parts, to be drawn."""
        return [self[name] for name in self.asked]

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return day

    def values(self) -> dict:
        """Return the action's own fields."""
        return {name: self.cleaned_data[name] for name in self.NAMES}

    def said(self) -> dict:
        """Return what the fields of parts said, as `parts.keep` takes it."""
        return {name: self.cleaned_data[name] for name in self.asked}


def people_at(authority, also=None):
    """Return the people who hold a post at an authority or its trust today, and the person with the id `also`."""
    posts = Post.objects.current().filter(Q(authority=authority) | Q(trust__in=authority.trusts_on()))
    held = Q(pk__in=posts.values("person"), is_active=True)
    return User.objects.filter(held | Q(pk=also) if also else held).order_by("name", "pk")


class AgreeForm(forms.Form):
    """Let the actions go live; `lacks` says what is missing, and has to be allowed for."""

    use_required_attribute = False
    without = forms.BooleanField(error_messages={"required": "Tick this to agree them all the same, or go back."})

    def __init__(self, data=None, *, lacks):
        super().__init__(data)
        if lacks:
            self.fields["without"].label = f"Agree them with {lacks}"
        else:
            del self.fields["without"]


class VerbForm(NoChildForm):
    """Why an action is dropped or opened again, or how it was checked before it is closed."""

    use_required_attribute = False
    because = forms.CharField(max_length=400, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data=None, *, label, missing):
        super().__init__(data)
        self.fields["because"].label = label
        self.fields["because"].help_text = "Whoever reads the action reads it. Name no person."
        self.fields["because"].error_messages["required"] = missing
