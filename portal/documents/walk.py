"""Walk an HTML tree and write down its blocks."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from . import furniture, page_lists, plain, tables
from .blocks import Block, Run, merged, squash
from .lists import grouped, marked, without_marker
from .marks import mark

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = """
p div section article main header footer aside nav form fieldset figure figcaption details summary address dl dt dd
center body html hgroup hr label legend option noscript td th tr tbody caption button
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BOLD = {"b", "strong"}
_ITALIC = {"i", "em", "cite"}
_EMBEDDED = {
    "img": "picture", "picture": "picture", "svg": "picture", "canvas": "picture", "iframe": "embedded page",
    "video": "video",
    "audio": "sound", "object": "embedded object", "embed": "embedded object", "math": "formula",
}  # fmt: skip
_WEIGHT = re.compile(r"font-weight:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel"}
# Where the Word reader left a note: see word.py.
MARKER = re.compile("\ue0f0(\\d+)\ue0f1")


# The tag that stands for a note's number in what the Word reader wrote.
NOTE = "note-place"


class Walker:
    """One walk over one tree. `marks` and `notes` (marks by number) are what places of a Word document stand for."""

    def __init__(self, marks=(), notes=None):
        self._marks = marks
        self._notes = notes or {}
        self.done: list[Block] = []
        self._runs: list[Run] = []
        self._pending: list[Block] = []

    def blocks(self, root) -> list[Block]:
        """Return the blocks below `root`, lists and tables whole."""
        self.inside(root, Run(""))
        self.flush()
        return _listed(self.done)

    # --- elements -----------------------------------------------------------------------------------------------

    def inside(self, element, style):
        self._text(element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, style)
            self._text(child.tail, style)

    def _element(self, element, style):
        tag = element.tag.rpartition("}")[2]
        if tag == "br":
            self._runs.append(replace(style, text="\n"))
        elif tag == NOTE and self._notes:
            self._note(int(element.get("number")))
        elif tag in _EMBEDDED:
            self._embedded(element, _EMBEDDED[tag])
        elif tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag])
        elif tag in ("ul", "ol", "menu", "table", "blockquote", "pre"):
            self.flush()
            self._whole(element, tag)
        elif tag in _BLOCKS or tag == "li":
            self.flush()
            self.inside(element, _weighted(style, element))
            self.flush()
        else:
            self.inside(element, _styled(style, element, tag))
            self._lost_address(element, tag)

    def _whole(self, element, tag):
        """Read what becomes one block, or several, on its own."""
        if tag == "pre":
            self.done += plain.blocks("".join(element.itertext()))
        else:
            readers = {"table": tables.read_table, "blockquote": tables.read_quote}
            readers.get(tag, page_lists.read_list)(self, element)

    def _text(self, text, style):
        if not text:
            return
        parts = MARKER.split(text.replace("\n", " "))
        for at, part in enumerate(parts):
            if at % 2:
                self._pending.append(
                    self._marks[int(part)] if int(part) < len(self._marks) else mark("place", "A mark")
                )
            elif part:
                self._runs.append(replace(style, text=part))

    def _note(self, number):
        self._runs.append(Run(f" (note {number})", raised="note"))
        self._pending += self._notes[number]

    def flush(self):
        """End the paragraph that was being read."""
        runs, self._runs = self._runs, []
        self.done += [block for part in _paragraphs(runs) for block in _lines(part)]
        self.done += self._pending
        self._pending = []

    def _embedded(self, element, what):
        alt = squash(element.get("alt") or element.get("title") or " ".join(element.itertext()))
        source = squash(element.get("src") or element.get("data") or "")
        if what == "picture" and element.get("width") in ("0", "1") and element.get("height") in ("0", "1"):
            return
        named = f" “{alt}”" if alt else ""
        where = f" ({source})" if source.startswith(("http:", "https:")) and what != "picture" else ""
        self._pending.append(
            mark("picture" if what == "picture" else "embedded", f"{what.capitalize()}{named}{where}, not brought in.")
        )

    def _lost_address(self, element, tag):
        """Say where a link led that cannot be followed from another site."""
        href = squash(element.get("href") or "") if tag == "a" else ""
        if href and not href.startswith("#") and not _address(href):
            words = squash(" ".join(element.itertext()))
            text = f"The link “{words}” led to “{href[:200]}”, which cannot be followed from here."
            self._pending.append(mark("link", text))

    def _heading(self, element, level):
        self.flush()
        before = len(self.done)
        self.inside(element, Run(""))
        self.flush()
        level = 0 if "title" in (element.get("class") or "").split() and level == 1 else level
        for at, block in enumerate(self.done[before:], start=before):
            if block.kind == "p":
                self.done[at] = replace(block, kind="heading", level=level)

    def nested(self, element) -> list[Block]:
        """Return the blocks inside a cell, an item or a quotation; its marks wait for the end of the whole."""
        found = Walker(self._marks, self._notes).blocks(element)
        self._pending += [block for block in found if block.kind == "mark"]
        return [block for block in found if block.kind != "mark"]


# --- styles -----------------------------------------------------------------------------------------------------


def _styled(style, element, tag):
    style = _weighted(style, element)
    if tag in _BOLD:
        return replace(style, bold=True) if "normal" not in (element.get("style") or "") else style
    if tag in _ITALIC:
        return replace(style, italic=True)
    if tag in ("sub", "sup"):
        return replace(style, raised=tag)
    return replace(style, href=_address(element.get("href"))) if tag == "a" and element.get("href") else style


def _weighted(style, element):
    found = _WEIGHT.search(element.get("style") or "")
    return replace(style, bold=found[1].lower() in ("bold", "600", "700", "800", "900")) if found else style


def _address(href):
    """An address that a reader can follow from another site; nothing for places inside the page or for scripts."""
    href = re.sub(r"[\s\x00-\x20]+", "", href)[:2000]
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return ""
    return href if scheme in _SCHEMES else ""


# --- paragraphs -------------------------------------------------------------------------------------------------


def _paragraphs(runs):
    """Part runs at empty lines; white space of the source was made into spaces before."""
    part = []
    for run in merged(runs):
        pieces = re.split(r"\n{2,}", run.text)
        for at, piece in enumerate(pieces):
            if at:
                yield part
                part = []
            if piece:
                part.append(replace(run, text=piece))
    yield part


def _lines(runs):
    """Part a paragraph at its line breaks where they set off a heading or a list; else keep it whole."""
    lines = [line for line in _split(runs) if "".join(run.text for run in line).strip()]
    if not lines:
        return []
    paragraphs = [Block("p", line) for line in lines]
    if len(lines) == 1:
        return paragraphs
    if paragraphs[0].is_bold and not all(one.is_bold for one in paragraphs):
        return [paragraphs[0], *_lines(_rejoined(lines[1:]))]
    listed = [marked(one.line) for one in paragraphs]
    apart = any(one for one in listed) or any(furniture.is_furniture(one.line) for one in paragraphs)
    return paragraphs if apart else [Block("p", _rejoined(lines))]


def _split(runs):
    line = []
    for run in runs:
        pieces = run.text.split("\n")
        for at, piece in enumerate(pieces):
            if at:
                yield line
                line = []
            if piece:
                line.append(replace(run, text=piece))
    yield line


def _rejoined(lines):
    return [run for at, line in enumerate(lines) for run in ([Run("\n"), *line] if at else line)]


def _listed(blocks):
    """Make paragraphs that start with a bullet or number into lists."""
    result, items = [], []
    for block in blocks:
        text = "".join(run.text for run in block.runs)
        found = marked(squash(text)) if block.kind == "p" and not block.markup else None
        if found and found.text:
            found.runs = block.runs
            items.append((found, without_marker(merged(block.runs), text_of(block.runs), found)))
            continue
        result += [*grouped(items), block]
        items = []
    return result + grouped(items)


def text_of(runs) -> str:
    """Return the characters of runs after white space was squashed."""
    return "".join(run.text for run in merged(runs))
