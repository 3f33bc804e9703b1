"""Forms that save by themselves: filled from a text (peerchallenge/said.py), and giving one back."""

from peerchallenge.no_child import NoChildForm
from portal.ui.mistakes import anchor, in_words


class TypedForm(NoChildForm):
    """A form of what is typed into a self-assessment. `text()` of a valid one is what it says."""

    use_required_attribute = False
    # Gaps are allowed everywhere, and listed before it is submitted.
    hides_optional = True

    @classmethod
    def values_of(cls, text) -> dict:
        """Return the initial values for a text."""
        raise AssertionError("Each form says what it begins with.")

    def errors_on_page(self) -> list[dict]:
        """Return {message, url} of all that is wrong, for the error summary and for the page that saves by itself."""
        found = [{"message": str(error), "url": ""} for error in self.non_field_errors()]
        for field in self:
            found += [{"message": str(in_words(error, field)), "url": f"#{anchor(field)}"} for error in field.errors]
        return found

    def saved_ids(self, text) -> dict:
        """Return what the form's hidden fields take once `text` is saved, by name."""
        return {}
