"""Bring a regional update in from a document: pasted text, Word, HTML or plain text becomes a structured draft.

The way through: `reading` recognises the file, `plain`, `page` and `word` turn it into blocks (paragraphs, headings,
lists, tables, marks), `furniture` and `tags` take off what surrounds the update, `title`, `period` and `region` say
what it is, `headings` (with `loose`, `numbered` and `short_lines`) cuts it into sections, `contacts` finds whom to ask,
`notes` and `pictures` stand in their places, and `assembly` puts it together and checks that no word was lost. All of
that happens in a process of its own, with limits (`process`, `child`). Nothing here touches the database or the
settings.
"""

from .found import CannotRead, Doubt, Found, FoundContact, FoundSection, Picture
from .process import read, read_text

__all__ = ["CannotRead", "Doubt", "Found", "FoundContact", "FoundSection", "Picture", "read", "read_text"]
