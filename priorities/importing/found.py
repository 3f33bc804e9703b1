"""What the importer of plans hands back."""

from dataclasses import asdict, dataclass, field, fields

from portal.documents.found import Doubt, Picture

SHOWN = ("region", "period", "areas", "priorities", "enablers", "doubts")


@dataclass
class FoundArea:
    """A broad area of activity: clean rich text below its title."""

    title: str
    narrative: str = ""


@dataclass
class FoundPriority:
    """A priority: its narrative is clean rich text, `focus` plain sentences; `area` the title of its area, or empty."""

    code: str | None
    title: str
    narrative: str = ""
    focus: list[str] = field(default_factory=list)
    area: str = ""


@dataclass
class FoundEnabler:
    code: str | None
    title: str
    narrative: str = ""


@dataclass
class FoundPlan:
    """A plan found in a document. Every word of the document is in one of its parts.

    `region` is a slug or None; `period` is "2015-16", "2015" or None; `introduction` is clean rich text: all that is
    not in a priority, an area or an enabler. `dropped` lists what was left out on purpose; `original_html` is the
    whole document, readable.
    """

    region: str | None = None
    period: str | None = None
    title: str = ""
    introduction: str = ""
    areas: list[FoundArea] = field(default_factory=list)
    priorities: list[FoundPriority] = field(default_factory=list)
    enablers: list[FoundEnabler] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    original_html: str = ""
    pictures: list[Picture] = field(default_factory=list)

    def as_json(self) -> dict:
        """Return plain dictionaries, lists and strings: all but `original_html` and the pictures."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        del kept["original_html"], kept["pictures"]
        return {name: _plain(value) for name, value in kept.items()}

    @classmethod
    def of_parts(cls, parts: dict) -> "FoundPlan":
        """Return the plan of which `wire.unpacked` gave the parts."""
        kinds = {"areas": FoundArea, "priorities": FoundPriority, "enablers": FoundEnabler}
        return cls(**parts | {name: [kind(**one) for one in parts[name]] for name, kind in kinds.items()})


def _plain(value):
    if isinstance(value, list):
        return [one if isinstance(one, str) else asdict(one) for one in value]
    return value
