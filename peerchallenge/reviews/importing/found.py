"""What the importer of letters hands back."""

from dataclasses import asdict, dataclass, field, fields

from portal.documents.found import Doubt, Picture

STRENGTH, AREA = "strength", "area"


@dataclass
class FoundFinding:
    """A headline finding: `kind` is "strength" or "area"; `theme` the heading above it, if it names a subject; `place`
    says where in the letter it stands; `steps` are the next steps recommended for it. All is plain text."""

    kind: str
    headline: str
    heard: str = ""
    theme: str = ""
    place: str = ""
    steps: list[str] = field(default_factory=list)


@dataclass
class FoundLetter:
    """What a letter says, and all of it in plain text as `body`: [{"kind": "heading", "text" or "item", "text"}].

    Days are ISO or None: `dated_on` of the letter, `begins_on` and `ends_on` of the visit. `region` is never looked
    for: the authority is chosen on the check screen.
    """

    title: str = ""
    region: str | None = None
    dated_on: str | None = None
    begins_on: str | None = None
    ends_on: str | None = None
    findings: list[FoundFinding] = field(default_factory=list)
    body: list[dict] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    original_html: str = ""
    pictures: list[Picture] = field(default_factory=list)

    def as_json(self) -> dict:
        """Return plain dictionaries, lists and strings: all but `original_html` and the pictures."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        del kept["original_html"], kept["pictures"]
        return kept | {name: [asdict(one) for one in kept[name]] for name in ("findings", "doubts")}

    @classmethod
    def of_parts(cls, parts: dict) -> "FoundLetter":
        """Return the letter of which `wire.unpacked` gave the parts."""
        return cls(**parts | {"findings": [FoundFinding(**one) for one in parts["findings"]]})
