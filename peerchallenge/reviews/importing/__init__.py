"""Bring a review in from its letter alone: Word, a web page or text becomes headline findings with their next steps.

The way through: `portal.documents.reading` makes blocks of the file, `headings` finds what may be a heading, `roles`
says which stand above strengths, areas to develop or next steps, `points` makes findings of lists, tables and
paragraphs, `saying` finds the letter's and the visit's days, `assembly` puts it together. It happens in a process of
its own, with limits (`process`, `child`). Nothing here touches the database or the settings.
"""

from portal.documents.found import CannotRead, Doubt

from .found import FoundFinding, FoundLetter
from .process import read, read_text

__all__ = ["CannotRead", "Doubt", "FoundFinding", "FoundLetter", "read", "read_text"]
