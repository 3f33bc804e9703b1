"""Forms of moderation: whom to ask, saying yes or no, what is said of an area, and the authority's answer."""

from django import forms

from peerchallenge.forms.typed import TypedForm
from peerchallenge.ladder import LADDER
from peerchallenge.models import Remark
from peerchallenge.no_child import NoChildForm
from peerchallenge.remarks import OnStatement, RemarksText, plain, step_in_words
from portal.ui.mistakes import anchor, in_words

NO_VIEW = ("", "No view yet")


class AskForm(forms.Form):
    """Whom to ask. `candidates` are those of `peerchallenge.moderators`; who can't be asked isn't offered."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one person to ask.",
            "invalid_choice": "One of those you ticked can’t be asked any more. Look at the list again.",
        },
    )

    def __init__(self, *args, candidates, **options):
        super().__init__(*args, **options)
        self.people = {str(one.person.pk): one.person for one in candidates if not one.barred}
        self.fields["people"].choices = [(pk, str(person)) for pk, person in self.people.items()]

    def chosen(self) -> list:
        return [self.people[pk] for pk in self.cleaned_data["people"]]


class DeclineForm(NoChildForm):
    because = forms.CharField(
        label="Why not, if you like to say so", required=False, max_length=300,
        help_text="Read by those who run the region’s peer challenge.",
    )  # fmt: skip


class RemarksForm(TypedForm):
    """What a moderator says of an area and its `statements` (as they were submitted; `section` shows them)."""

    supports = forms.ChoiceField(
        label="Does the evidence support the judgement?", required=False, widget=forms.RadioSelect,
        choices=[*Remark.Supports.choices, ("", "Not said")],
    )  # fmt: skip
    on_area = forms.CharField(
        label="On the area as a whole", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="How complete it is, and how strong the evidence.",
    )  # fmt: skip

    is_done = forms.BooleanField(label="I have said all I want to say of this area", required=False)

    def __init__(self, *args, statements, section, is_strict=True, **options):
        super().__init__(*args, **options)
        self.statements, self.section, self.is_strict = statements, section, is_strict
        for number, one in enumerate(statements, 1):
            pk = one["id"]
            self.fields[f"text_{pk}"] = forms.CharField(
                label=f"Your comment on statement {number}", required=False, max_length=2000,
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip
            self.fields[f"step_{pk}"] = forms.ChoiceField(
                label=f"Step of the ladder of statement {number}", required=False, choices=_steps(one["step"])
            )
            self.fields[f"reason_{pk}"] = forms.CharField(
                label=f"Why another step than the coach’s, for statement {number}", required=False, max_length=300
            )

    @classmethod
    def values_of(cls, text):
        found = {"on_area": text.text, "supports": text.supports, "is_done": text.is_done}
        for pk, one in text.on.items():
            step = "" if one.step is None else str(one.step)
            found |= {f"text_{pk}": one.text, f"step_{pk}": step, f"reason_{pk}": one.reason}
        return found

    def clean(self):
        super().clean()
        for one in self.statements if self.is_strict else ():
            step, reason = (self.cleaned_data.get(f"{name}_{one['id']}") for name in ("step", "reason"))
            if step and int(step) != one["step"] and not reason:
                self.add_error(f"reason_{one['id']}", f"Say why you see it on step {step} and not {one['step']}.")

    def text(self) -> RemarksText:
        said = self.cleaned_data
        on = {one["id"]: self._on(one["id"]) for one in self.statements}
        claims = {one["id"]: one["claim"] for one in self.statements}
        return RemarksText(plain(said["on_area"]), said["supports"], on, claims, said["is_done"])

    def _on(self, pk):
        text, step, reason = (self.cleaned_data[f"{name}_{pk}"] for name in ("text", "step", "reason"))
        return OnStatement(plain(text), int(step) if step else None, plain(reason) if step else "")

    @property
    def questions(self) -> list:
        """Return (heading, rows) of each question; a row is (number, statement, the coach's step, its three fields)."""
        numbers = {one["id"]: number for number, one in enumerate(self.statements, 1)}
        return [
            (question.heading, [(numbers[one.id], one, step_in_words(one.step), self._fields(one.id))
                                for one in question.statements])
            for question in self.section.questions
        ]  # fmt: skip

    def _fields(self, pk):
        return [self[f"{name}_{pk}"] for name in ("text", "step", "reason")]


def _steps(coach):
    def label(step):
        return f"{step.number}: {step.name}" + (" (as the coach sees it)" if step.number == coach else "")

    return [NO_VIEW, *((str(step.number), label(step)) for step in LADDER)]


class AnswerForm(NoChildForm):
    """What the authority answers to a remark."""

    use_required_attribute = False

    reply = forms.ChoiceField(
        label="Your answer", widget=forms.RadioSelect, choices=Remark.Reply.choices,
        error_messages={"required": "Choose what you answer."},
    )  # fmt: skip
    answer = forms.CharField(
        label="In words", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="Needed where you disagree. The moderator and those who run the peer challenge read it.",
    )  # fmt: skip

    def clean(self):
        said = super().clean()
        if said.get("reply") == Remark.Reply.DISAGREE and not said.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Say in words why you disagree.")
        return said

    def clean_answer(self):
        return plain(self.cleaned_data["answer"])


class AnswerRow(AnswerForm):
    """The answer to one of several remarks on a page, or none for now; `version` is the remark's."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, remark):
        super().__init__(data, prefix=str(remark.public_id), initial={"version": remark.version})
        self.remark = remark
        self.fields["reply"].required = False
        self.fields["reply"].choices = [*Remark.Reply.choices, ("", "Not now")]

    def clean(self):
        said = super().clean()
        if said.get("answer") and not said.get("reply") and "reply" not in self.errors:
            self.add_error("reply", "Choose what you answer.")
        return said


class AnswersForm(NoChildForm):
    """The answers to several remarks, `rows`, an AnswerRow each."""

    def __init__(self, data=None, *, remarks):
        super().__init__(data)
        self.rows = [AnswerRow(data, remark=remark) for remark in remarks]

    def is_valid(self):
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def given(self) -> list[tuple[Remark, dict]]:
        """Return (remark, fields of its answer) of each that is answered, out of a valid form."""
        return [(row.remark, row.cleaned_data) for row in self.rows if row.cleaned_data["reply"]]

    def errors_on_page(self) -> list[dict]:
        """Return {message, url} of all that is wrong, each with where it is."""
        found = [(row[name], error) for row in self.rows for name in row.errors if name in row.fields
                 for error in row.errors[name]]  # fmt: skip
        return [{"message": str(in_words(error, field)), "url": f"#{anchor(field)}"} for field, error in found]
