"""The form of a measure. A figure that isn't known stays empty, and no figure stands without what makes it honest."""

import re
from decimal import Decimal

from django import forms
from django.utils import timezone

from portal.events.forms import DayField
from priorities.actions.measuring import FIELDS


class FigureField(forms.DecimalField):
    """A figure as people write it: "1,250", "62.5", "62.5%". Empty means that it isn't known."""

    def __init__(self, **options):
        widget = forms.TextInput({"inputmode": "decimal"})
        super().__init__(max_digits=12, decimal_places=2, required=False, widget=widget, **options)
        self.error_messages |= {
            "invalid": f"Write the {self.label.lower()} in figures, such as 62.5. Leave it empty when it isn’t known.",
            "max_decimal_places": f"Write the {self.label.lower()} with at most two figures after the point.",
            "max_digits": f"Write the {self.label.lower()} with at most twelve figures.",
            "max_whole_digits": f"Write the {self.label.lower()} with at most ten figures before the point.",
        }

    def to_python(self, value):
        return super().to_python(re.sub(r"[\s,]|%$", "", value.strip()) if isinstance(value, str) else value)

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value


def plain(figure) -> str:
    """Return a figure without needless noughts: "62.5", "1250"; nothing for none."""
    if figure is None:
        return ""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class MeasureForm(forms.Form):
    """What will be better for whom, and the figures that show it."""

    use_required_attribute = False

    outcome = forms.CharField(
        max_length=300,
        help_text="What will be better, for whom.",
        error_messages={"required": "Enter the outcome: what will be better, for whom."},
    )
    name = forms.CharField(
        label="Measure",
        max_length=200,
        required=False,
        help_text="What is counted, such as children in care who moved three times.",
    )
    unit = forms.CharField(max_length=30, required=False, help_text="Such as % or days.")
    baseline = FigureField(label="Baseline")
    baseline_on = DayField(label="Day of the baseline", required=False)
    target = FigureField(label="Target")
    target_on = DayField(label="Day of the target", required=False)
    current = FigureField(label="Current figure")
    current_on = DayField(label="Day of the current figure", required=False)
    source = forms.CharField(
        max_length=300, required=False, help_text="Where the figures come from, so that anybody can look them up."
    )

    def clean(self):
        given = super().clean()
        for name in ("baseline", "target", "current"):
            self._check_day(given, name)
        figures = [given.get(name) for name in ("baseline", "target", "current")]
        has_figure = any(figure is not None for figure in figures)
        if has_figure and not given.get("name") and "name" not in self.errors:
            self.add_error("name", "Say what the figures measure.")
        if given.get("current") is not None and not given.get("source") and "source" not in self.errors:
            self.add_error("source", "Say where the current figure comes from.")
        return given

    def _check_day(self, given, name):
        field, label = f"{name}_on", self[name].label.lower()
        if field in self.errors or name in self.errors:
            return
        figure, day = given.get(name), given.get(field)
        if name == "current" and figure is not None and day is None:
            self.add_error(field, "Enter the day of the current figure.")
        if figure is None and day is not None:
            self.add_error(name, f"Enter the {label}, or take its day away. Leave both empty when it isn’t known.")
        if name != "target" and day and day > timezone.localdate():
            self.add_error(field, f"The day of the {label} is still to come. Enter today or an earlier day.")

    def details(self) -> dict:
        """Return the fields as `add_measure` and `edit_measure` take them."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def measure_initial(measure) -> dict:
    """Return the values of MeasureForm for a saved measure."""
    return {name: getattr(measure, name) for name in FIELDS}
