"""Rich text as a list of blocks: paragraphs, headings, list items, rows of tables. For comparing and for checking."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
_MARKS = {"strong", "em", "b", "i", "u", "s", "sub", "sup", "code", "th"}
_BLOCKS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "div", "section", "figure", "figcaption", "pre", "hr",
}  # fmt: skip
_EMPTY = {"br", "hr", "img", "wbr", "col", "input", "source"}
BETWEEN_CELLS = " | "
# Deeper than anybody writes; below it words are read and elements are not told apart, so that time stays in bounds.
_DEEPEST = 24


@dataclass(frozen=True)
class Link:
    words: str
    address: str


@dataclass(frozen=True)
class Shown:
    """A picture in a text. `alt` is None where it has none at all, empty where it is decorative."""

    source: str
    alt: str | None


@dataclass(frozen=True)
class Block:
    """One block: its words (a line break is a newline), and what stands in it.

    `kind`: "paragraph", "heading", "item", "numbered item", "row", "quote" or "caption". `level`: of a heading 1 to 6,
    of an item how deep it lies. `marks`: (element, words) of what is bold, italic or a header cell. `table` counts
    the tables of a text from 1; 0 outside one.
    """

    kind: str
    text: str
    level: int = 0
    links: tuple[Link, ...] = ()
    pictures: tuple[Shown, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    table: int = 0


def blocks(html: str) -> list[Block]:
    """Return the blocks of rich text in their order; those without words or pictures only when they are headings."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.found


@dataclass
class _Open:
    """An element that has begun: where its words begin among the block's pieces, and its address if it is a link."""

    tag: str
    at: int = 0
    address: str = ""


@dataclass
class _Gathering:
    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.stack, self.tables, self.cells = [], [], 0, 0
        self.now = _Gathering()

    def handle_starttag(self, tag, attrs):
        if tag in _CELLS:
            self._begin_cell()
        elif tag in _BLOCKS:
            self._break_off(tag)
        elif tag == "br":
            self.now.pieces.append("\n")
        elif tag == "img":
            self._show(dict(attrs))
        if tag not in _EMPTY and len(self.stack) < _DEEPEST:
            self.stack.append(_Open(tag, len(self.now.pieces), dict(attrs).get("href") or "" if tag == "a" else ""))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        depth = next((at for at in range(len(self.stack) - 1, -1, -1) if self.stack[at].tag == tag), None)
        if depth is None:
            return
        opened = self.stack[depth]
        if tag == "a":
            self.now.links.append(Link(_plain(self.now.pieces[opened.at :]), opened.address))
        elif tag in _MARKS and (words := _plain(self.now.pieces[opened.at :])):
            self.now.marks.append((tag, words))
        if tag in _BLOCKS:
            self._break_off(tag, ends=True)
        del self.stack[depth:]

    def handle_data(self, data):
        self.now.pieces.append(re.sub(r"\s+", " ", data))

    def flush(self, keep=False):
        """End the block that is being gathered."""
        text = _plain(self.now.pieces)
        kind, level = self._kind()
        if text or keep:
            table = self.tables if kind == "row" else 0
            now = self.now
            found = Block(kind, text, level, tuple(now.links), tuple(now.pictures), tuple(now.marks), table)
            self.found.append(found)
        self.now = _Gathering()
        for opened in self.stack:
            opened.at = 0

    def _break_off(self, tag, ends=False):
        """A block begins or ends: inside a row that is a space, elsewhere the end of what came before."""
        if tag == "table" and not ends:
            self.flush()
            self.tables += 1
        elif tag == "tr":
            self.flush()
            self.cells = 0
        elif any(opened.tag == "tr" for opened in self.stack):
            self.now.pieces.append(" ")
        else:
            self.flush(keep=ends and tag in _HEADINGS)

    def _begin_cell(self):
        if self.cells:
            self.now.pieces.append(BETWEEN_CELLS)
        self.cells += 1

    def _show(self, attrs):
        alt = attrs.get("alt", None if "alt" not in attrs else "")
        self.now.pictures.append(Shown(attrs.get("src") or "", alt))
        self.now.pieces.append(f"[Picture: {alt.strip()}]" if alt and alt.strip() else "[Picture]")

    def _kind(self):
        """Return what kind of block the open elements make, and its level."""
        tags = [opened.tag for opened in self.stack]
        if "tr" in tags:
            return "row", 0
        heading = next((tag for tag in reversed(tags) if tag in _HEADINGS), None)
        if heading:
            return "heading", int(heading[1])
        if "li" in tags:
            inner = next((tag for tag in reversed(tags) if tag in ("ul", "ol")), "ul")
            return ("numbered item" if inner == "ol" else "item"), tags.count("ul") + tags.count("ol")
        if "blockquote" in tags:
            return "quote", 0
        return ("caption" if "figcaption" in tags or "caption" in tags else "paragraph"), 0


def _plain(pieces):
    """Return pieces of text as one, with single spaces and none at the edges or beside a line break."""
    return re.sub(r" ?\n[ \n]*", "\n", re.sub(r" {2,}", " ", "".join(pieces))).strip()
