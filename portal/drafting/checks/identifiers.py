"""What may tell who a child is: numbers that identify, and dates of birth (see `portal.drafting.identifying`)."""

from portal.drafting.birth_dates import DATE
from portal.drafting.checks.draft import MUST, Draft, quoted
from portal.drafting.identifying import in_line, is_nhs_number, is_upn

__all__ = ["DATE", "identifiers", "is_nhs_number", "is_upn"]

# In a text for everybody these would be false alarms more often than not.
_LEFT_OUT = frozenset({"like-nhs"})


def identifiers(draft: Draft):
    """Yield numbers that identify a person, and dates of birth that are called so."""
    for label, text, field in draft.texts:
        for found in (one for line in text.split("\n") for one in in_line(line)):
            if found.kind not in _LEFT_OUT:
                yield MUST, f"{label}: {quoted(found.words, 50)} looks like {found.what}. Take it out.", field
