"""Forms of priorities and enablers."""

from django import forms

from portal.audit.models import Overtaken
from portal.ui.editor import RichTextField
from portal.ui.lines import LinesField
from priorities.actions.focus import HasActions, left_out
from priorities.actions.parts import code_holder
from priorities.supports import listed

MOST_FOCUS = 60
LONGEST_FOCUS = 500


class CodeField(forms.RegexField):
    """The code of a priority or an enabler, such as P1."""

    def __init__(self, **options):
        said = {"invalid": "Write the code with letters and figures, such as P1."}
        options = {"max_length": 8, "required": False, "strip": True, "error_messages": said} | options
        super().__init__(r"^[A-Za-z0-9][A-Za-z0-9./-]*$", **options)


class CodedForm(forms.Form):
    """What a priority and an enabler have alike. `plan` is where it stands, `part` what is edited, if it is there."""

    use_required_attribute = False
    kind = "part"

    code = CodeField()
    title = forms.CharField(max_length=200)
    narrative = RichTextField(required=False, max_length=50_000)

    def __init__(self, *args, plan, part=None, **options):
        super().__init__(*args, **options)
        self.plan, self.part = plan, part
        self.fields["title"].error_messages["required"] = f"Enter a title for the {self.kind}."
        self.fields["code"].help_text = f"Such as {self.example}, if your region uses codes. Leave it empty otherwise."

    def clean_code(self):
        code = self.cleaned_data["code"]
        if holder := code_holder(self.plan, code, but=self.part):
            raise forms.ValidationError(_taken(code, holder))
        return code

    def refuse(self, why):
        """Say at its field why the verb refused in this very moment what was right before: another has the code."""
        self.add_error("code", _taken(self["code"].value(), why.holder))


def _taken(code, holder):
    kind = holder._meta.verbose_name
    return f"{code} is the code of another {kind} in this plan: “{holder.title}”. Choose another code."


class PriorityForm(CodedForm):
    """A priority: what it is called, why, in which area, and on which points it focuses."""

    kind, example = "priority", "P1"

    area = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose an area of this plan, or none."})
    focus = LinesField(
        label="Focus areas", many="focus areas", most=MOST_FOCUS, longest=LONGEST_FOCUS, rows=8,
        help_text="One a line. A line that you reword keeps its actions; one that you take away goes.",
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.areas = {str(area.pk): area for area in self.plan.areas.all()}
        names = [(pk, area.title) for pk, area in self.areas.items()]
        self.fields["area"].choices = [("", "No area"), *names]
        if not names:
            del self.fields["area"]

    def clean_focus(self):
        lines = self.cleaned_data["focus"]
        if self.part and (stuck := left_out(self.part, lines)):
            raise forms.ValidationError(_has_actions(stuck))
        return lines

    def refuse(self, why):
        """As above; or focus areas got actions."""
        if isinstance(why, HasActions):
            self.add_error("focus", _has_actions(why.focus_areas))
        else:
            super().refuse(why)

    def details(self) -> dict:
        """Return the fields as `add_priority` and `edit_priority` take them."""
        given = self.cleaned_data
        fields = {name: given[name] for name in ("code", "title", "narrative")}
        return fields | {"area": self.areas.get(given.get("area", "")), "focus": given["focus"]}


def _has_actions(focus_areas):
    names = listed([f"“{one.text}”" for one in focus_areas])
    they = "has actions. Keep its line" if len(focus_areas) == 1 else "have actions. Keep their lines"
    return f"{names} {they}, or move the actions elsewhere first."


def priority_initial(priority) -> dict:
    """Return the values of PriorityForm for a saved priority."""
    focus = [one.text for one in priority.focus_areas.filter(is_removed=False)]
    return _initial(priority) | {"area": str(priority.area_id or ""), "focus": "\n".join(focus)}


class EnablerForm(CodedForm):
    """An enabler: what it is called, what it is about, and which priorities it supports."""

    kind, example = "enabler", "E1"
    EVERY, CHOSEN = "every", "chosen"

    supports = forms.ChoiceField(
        label="Which priorities does it support?",
        choices=[
            (EVERY, "Every priority, also one that is added later"),
            (CHOSEN, "Only those chosen here"),
        ],
        widget=forms.RadioSelect,
        initial=EVERY,
        error_messages={"required": "Say whether it supports every priority, or only some."},
    )
    priorities = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the priorities of this plan: one that you chose is not in it."},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        names = [(priority.pk, priority.name) for priority in self.plan.priorities.standing()]
        self.fields["priorities"].choices = names
        if not names:
            del self.fields["priorities"]

    def clean(self):
        given = super().clean()
        wants_some = given.get("supports") == self.CHOSEN
        if wants_some and not given.get("priorities") and "priorities" not in self.errors:
            field = "priorities" if "priorities" in self.fields else "supports"
            self.add_error(field, "Choose at least one priority, or “Every priority”.")
        return given

    def refuse(self, why):
        """As above; or what it was narrowed to went."""
        if isinstance(why, Overtaken):
            self.add_error("supports", "The priorities that you chose were taken out meanwhile. Choose again.")
        else:
            super().refuse(why)

    def details(self) -> dict:
        """Return the fields as `add_enabler` and `edit_enabler` take them."""
        given = self.cleaned_data
        fields = {name: given[name] for name in ("code", "title", "narrative")}
        return fields | {"supports": given["priorities"] if given["supports"] == self.CHOSEN else None}


def enabler_initial(enabler) -> dict:
    """Return the values of EnablerForm for a saved enabler."""
    chosen = [priority.pk for priority in enabler.narrowed_to.all()]
    supports = EnablerForm.CHOSEN if chosen else EnablerForm.EVERY
    return _initial(enabler) | {"supports": supports, "priorities": chosen}


def _initial(part):
    return {"code": part.code, "title": part.title, "narrative": part.narrative}
