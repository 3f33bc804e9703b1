"""What is checked, as plain values, and what the checks say about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from portal.drafting.blocks import Block, blocks
from portal.drafting.sentences import sentences
from portal.ui.glossary import TERMS

MUST, LOOK, PASSED = "must", "look", "passed"
# A text about a time longer ago than this is read as a record of its time.
_OF_ITS_TIME = timedelta(days=92)


@dataclass(frozen=True)
class Piece:
    """One piece of a draft: its name on the page, its rich text (or an escaped plain value) and the ids of its fields.

    A section has a `heading`, in a field of its own; a title has `is_title`.
    """

    label: str
    html: str
    field: str
    heading: str = ""
    heading_field: str = ""
    is_title: bool = False

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.html)

    @cached_property
    def passages(self) -> list[Block]:
        """The blocks that have words."""
        return [block for block in self.blocks if block.text]

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of paragraphs, items and quotations; rows of tables and headings have none."""
        kinds = ("paragraph", "item", "numbered item", "quote", "caption")
        return [one.strip() for block in self.passages if block.kind in kinds for one in sentences(block.text)]

    @cached_property
    def words(self) -> str:
        return "\n".join(block.text for block in self.passages)


@dataclass(frozen=True)
class Picture:
    """A picture beside the text: what it is called on the page, its alt text and the id of its field."""

    label: str
    alt: str
    field: str
    is_decorative: bool = False


@dataclass(frozen=True)
class Draft:
    """A text before it is published.

    pieces: title, in short and sections, in reading order. missing: (field, sentence) for what the record itself
    asks for. tags: None where the record has none. period: the first and last day it tells of. terms: acronyms that
    readers have explained (the glossary's). link_checks: address to LinkCheck, for the links that were asked.
    """

    pieces: tuple[Piece, ...]
    today: date
    missing: Iterable[tuple[str, str]] = ()
    tags: Iterable[str] | None = None
    tags_field: str = "id_tags"
    period: tuple[date, date] | None = None
    pictures: tuple[Picture, ...] = ()
    terms: frozenset[str] = frozenset(term.acronym for term in TERMS)
    link_checks: Mapping[str, object] = field(default_factory=dict)

    @property
    def written_on(self) -> date:
        """The day from which dates are past: today, or the period's first day for a period that is long over."""
        if self.period and self.period[1] < self.today - _OF_ITS_TIME:
            return self.period[0]
        return self.today

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """(label, words, field) of every text: headings of sections in their own field, before the section."""
        found = []
        for piece in self.pieces:
            if piece.heading:
                found.append((piece.label, piece.heading, piece.heading_field or piece.field))
            found.append((piece.label, piece.words, piece.field))
        return found


@dataclass(frozen=True)
class Finding:
    """One line of the panel: `level` "must", "look" or "passed", where, what and how to put it right, and the id of
    the field to go to (empty for what passed). `kind` names the check."""

    level: str
    message: str
    field: str
    kind: str


class Findings(list):
    """A list of Finding, what must be fixed first; what a page needs for its three groups."""

    @property
    def must(self) -> list[Finding]:
        return [finding for finding in self if finding.level == MUST]

    @property
    def look(self) -> list[Finding]:
        return [finding for finding in self if finding.level == LOOK]

    @property
    def passed(self) -> list[Finding]:
        return [finding for finding in self if finding.level == PASSED]

    @property
    def in_words(self) -> str:
        """ "2 to fix, 3 worth a look"."""
        if not self.must and not self.look:
            return "Nothing to fix."
        told = [f"{len(self.must)} to fix"] if self.must else []
        return ", ".join([*told, *([f"{len(self.look)} worth a look"] if self.look else [])])


def quoted(text: str, most=70) -> str:
    """Return “text”, shortened between words."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= most else text[:most].rsplit(' ', 1)[0] + '…'}”"
