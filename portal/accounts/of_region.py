"""Forms that start something of a region: they ask for the region only where somebody manages several."""

from django import forms


class RegionForm(forms.Form):
    """A form of a region's record that isn't there yet; `by` manages at least one region.

    A subclass declares `region`, a ChoiceField whose errors say what it is the region of.
    """

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.regions = {region.slug: region for region in by.managed_regions()}
        self.fields["region"].choices = [("", "Choose a region"), *((s, r.name) for s, r in self.regions.items())]
        if len(self.regions) == 1:
            del self.fields["region"]

    @property
    def region_chosen(self):
        """The Region whose record it is, once that is known."""
        if len(self.regions) == 1:
            return next(iter(self.regions.values()))
        return self.regions.get(self.cleaned_data.get("region", ""))
