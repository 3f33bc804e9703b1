"""What the importer hands back."""

from dataclasses import asdict, dataclass, field, fields


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


@dataclass
class Found:
    """A draft found in a document. Every word of the document is in one of its parts.

    `region` is a slug or None; `period` is "2015-11", "2019-10--2019-12" or None; `dropped` lists what was left out on
    purpose (page furniture, lines whose content went into a field); `original_html` is the whole document, readable.
    `pictures` are in the order in which they stand; see `pictures.placed` for where.
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
    pictures: list[Picture] = field(default_factory=list)

    def as_json(self) -> dict:
        """Return plain dictionaries, lists and strings: without `original_html`; of pictures name, alt and section."""
        parts = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "original_html"}
        for name in ("contacts", "sections", "doubts"):
            parts[name] = [asdict(one) for one in parts[name]]
        parts["pictures"] = [{"name": one.name, "alt": one.alt, "section": one.section} for one in self.pictures]
        return parts
