"""What every importer hands back of a document."""

from dataclasses import dataclass, field


class CannotRead(Exception):
    """The file cannot be brought in; the message says why and what to do, in plain words, for the person."""


@dataclass
class FoundContact:
    """Whom to ask: post first, since people move on. Any part may be empty, but not all three."""

    post: str = ""
    name: str = ""
    email: str = ""


@dataclass
class Picture:
    """A picture out of a document, as it was found: nothing has been checked or changed.

    `name` is its file's inside the document ("image1.png"), `content_type` what the document says that it is. `alt` is
    a writer's description, never a file's name or a machine's guess. `doubt` is a sentence to read when the description
    needs a person; a picture that the writer marked as decorative has neither. `section` is the heading of its section.
    """

    name: str
    content_type: str
    data: bytes = field(repr=False)
    alt: str = ""
    doubt: str = ""
    section: str = ""


@dataclass
class Doubt:
    """A decision that a person should check.

    `about` is one word or two ("period", "region", "title", "heading", "contact", "picture"…), `text` a sentence to
    read, `place` the heading of the section it belongs to, or empty.
    """

    about: str
    text: str
    place: str = ""
