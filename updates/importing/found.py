"""What the importer of updates hands back."""

from dataclasses import asdict, dataclass, field, fields

from portal.documents.found import Doubt, FoundContact, Picture


@dataclass
class FoundSection:
    """A heading and clean rich text (a fixed point of `portal.ui.richtext.clean`)."""

    heading: str
    html: str


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

    @classmethod
    def of_parts(cls, parts: dict) -> "Found":
        """Return the draft of which `wire.unpacked` gave the parts."""
        for name, kind in (("contacts", FoundContact), ("sections", FoundSection)):
            parts[name] = [kind(**one) for one in parts[name]]
        return cls(**parts)
