"""The form that makes a priority out of a theme."""

from django import forms

from portal.ui.lines import LinesField
from priorities.actions.parts import CodeTaken, code_holder
from priorities.forms.parts import LONGEST_FOCUS, MOST_FOCUS, CodeField


class FromThemeForm(forms.Form):
    """Which draft plan, and how the priority reads. `plans` are drafts of the theme's region."""

    use_required_attribute = False
    hides_optional = False

    plan = forms.ModelChoiceField(
        label="Draft plan", queryset=None, widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "Choose the plan.", "invalid_choice": "That plan is no draft any more."},
    )  # fmt: skip
    code = CodeField(help_text="Such as P1, if your region uses codes. Leave it empty otherwise.")
    title = forms.CharField(max_length=200, error_messages={"required": "Enter a title for the priority."})
    focus = LinesField(
        label="Focus areas", many="focus areas", most=MOST_FOCUS, longest=LONGEST_FOCUS, help_text="One on each line."
    )

    def __init__(self, data=None, *, plans, theme):
        steps = "\n".join(step.text for step in theme.standing_steps)
        only = {"plan": plans[0].pk} if len(plans) == 1 else {}
        super().__init__(data, initial={"title": theme.title, "focus": steps} | only)
        field = self.fields["plan"]
        field.queryset = plans
        field.label_from_instance = lambda plan: f"{plan.title}, {plan.period}"

    def clean(self):
        said = super().clean()
        if said.get("plan") and (holder := code_holder(said["plan"], said.get("code", ""))):
            self._taken(holder)
        return said

    def refuse(self, why):
        """Say at its field why the verb refused in this very moment what was right before."""
        if isinstance(why, CodeTaken):
            return self._taken(why.holder)
        return self.add_error(None, "The theme or the plan was changed meanwhile. Look at both again.")

    def _taken(self, holder):
        self.add_error("code", f"“{holder.title}” has this code in the plan. Choose another code.")

    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("code", "title", "focus")}
