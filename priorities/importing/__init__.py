"""Bring a region's plan in from a document: pasted text, Word, HTML or plain text becomes priorities and enablers.

The way through: `portal.documents.reading` makes blocks of the file, `outline` says what each heading is (by `codes`,
by what stands around it, by its level), `items` and `grids` find priorities in lists and tables, `focus` parts the
points of a priority from its narrative, `saying` finds region and period, `assembly` puts it together and checks that
no word was lost. It happens in a process of its own, with limits (`process`, `child`). Nothing here touches the
database or the settings.
"""

from portal.documents.found import CannotRead, Doubt

from .found import FoundArea, FoundEnabler, FoundPlan, FoundPriority
from .process import read, read_text

__all__ = ["CannotRead", "Doubt", "FoundArea", "FoundEnabler", "FoundPlan", "FoundPriority", "read", "read_text"]
