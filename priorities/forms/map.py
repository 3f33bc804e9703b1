"""The form of the map: what each priority of the plan before became."""

from django import forms

from priorities.supports import listed

MOST_VERSIONS = 10**9  # the one after it still goes into a column of the database


class BecameForm(forms.Form):
    """What one priority of the plan before became: some of the new ones, or closed with a word why, or not said."""

    use_required_attribute = False
    hides_optional = True

    now = forms.MultipleChoiceField(label="It became", required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label="If it was closed, why", required=False, max_length=300, help_text="Everybody reads it on the old page."
    )

    def __init__(self, *args, priority, priorities, rows, **options):
        self.priority, self._by_key = priority, {str(one.pk): one for one in priorities}
        super().__init__(*args, prefix=f"p{priority.pk}", **options)
        self.fields["now"].choices = [(key, one.name) for key, one in self._by_key.items()]
        self.initial = {
            "now": [str(row.now_id) for row in rows if row.now_id],
            "note": next((row.note for row in rows), ""),
        }

    def clean(self):
        given = super().clean()
        if given.get("now") and given.get("note"):
            self.add_error("note", "It became something, so it was not closed. Untick that, or take the words away.")
        return given

    def row(self):
        return self.priority, [self._by_key[key] for key in self.cleaned_data["now"]], self.cleaned_data["note"]

    def in_words(self):
        names = [self._by_key[key].name for key in self["now"].value() or () if key in self._by_key]
        note = self["note"].value()
        return f"Became {listed(names)}" if names else f"Closed: {note}" if note else "Not said"


class MapForm(forms.Form):
    """The map of a plan; `rows` are the forms of the priorities of the plan before."""

    version = forms.IntegerField(min_value=1, max_value=MOST_VERSIONS, widget=forms.HiddenInput)

    def __init__(self, data=None, *, plan, before):
        super().__init__(data, initial={"version": plan.version})
        self.before = before
        priorities = list(plan.priorities.standing())
        kept = list(plan.map.all())
        self.rows = [
            BecameForm(
                data, priority=priority, priorities=priorities, rows=[row for row in kept if row.was_id == priority.pk]
            )
            for priority in before.priorities.standing()
        ]

    def is_valid(self):
        return all([super().is_valid(), *[row.is_valid() for row in self.rows]])

    @property
    def has_wrong_rows(self):
        return self.is_bound and any(row.errors for row in self.rows)

    def rows_chosen(self):
        return [row.row() for row in self.rows]

    def in_words(self):
        return [(row.priority.name, row.in_words()) for row in self.rows]

    def as_typed(self):
        """Return the (name, value) pairs that send the form again as it was sent."""
        return [
            (name, value) for name, values in self.data.lists() for value in values if name != "csrfmiddlewaretoken"
        ]
