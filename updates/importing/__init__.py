"""Bring a regional update in from a document: pasted text, Word, HTML or plain text becomes a structured draft.

The way through: `portal.documents.reading` makes blocks of the file (paragraphs, headings, lists, tables, marks), its
`furniture` and our `tags` take off what surrounds the update, `title`, `period` and the region's finder say what it is,
`headings` cuts it into sections, `contacts` finds whom to ask, and `assembly` puts it together and checks that no word
was lost. All of that happens in a process of its own, with limits (`process`, `child`). Nothing here touches the
database or the settings.
"""

from portal.documents.found import CannotRead, Doubt, FoundContact, Picture

from .found import Found, FoundSection
from .process import read, read_text

__all__ = ["CannotRead", "Doubt", "Found", "FoundContact", "FoundSection", "Picture", "read", "read_text"]
