"""What the importer hands back."""

from dataclasses import asdict, dataclass, field


class CannotRead(Exception):
    """The file cannot be brought in; the message says why and what to do, in plain words, for the person."""


@dataclass
class FoundContact:
    """Whom to ask: post first, since people move on. Any part may be empty, but not all three."""

    post: str = ""
    name: str = ""
    email: str = ""


@dataclass
class FoundSection:
    """A heading and clean rich text (a fixed point of `portal.ui.richtext.clean`)."""

    heading: str
    html: str


@dataclass
class Doubt:
    """A decision that a person should check.

    `about` is one word or two ("period", "region", "title", "heading", "contact", "picture"…), `text` a sentence to
    read, `place` the heading of the section it belongs to, or empty.
    """

    about: str
    text: str
    place: str = ""


@dataclass
class Found:
    """A draft found in a document. Every word of the document is in one of its parts.

    `region` is a slug or None; `period` is "2015-11", "2019-10--2019-12" or None; `dropped` lists what was left out on
    purpose (page furniture, lines whose content went into a field); `original_html` is the whole document, readable.
    """

    region: str | None = None
    period: str | None = None
    title: str = ""
    tags: list[str] = field(default_factory=list)
    contacts: list[FoundContact] = field(default_factory=list)
    supported_by: str = ""
    in_short: str = ""
    sections: list[FoundSection] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    original_html: str = ""

    def as_json(self) -> dict:
        """Return everything but `original_html` as plain dictionaries, lists and strings."""
        parts = asdict(self)
        del parts["original_html"]
        return parts
