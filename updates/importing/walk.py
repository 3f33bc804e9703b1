"""Walk an HTML tree and write down its blocks."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from . import furniture, plain
from .blocks import Block, Run, inline, merged, squash
from .lists import grouped, list_block, marked, without_marker
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


class Walker:
    """One walk over one tree. `marks` are what the numbers of Word's markers stand for."""

    def __init__(self, marks=()):
        self._marks = marks
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._pending: list[Block] = []

    def blocks(self, root) -> list[Block]:
        """Return the blocks below `root`, lists and tables whole."""
        self._inside(root, Run(""))
        self._flush()
        return _listed(self._blocks)

    # --- elements -----------------------------------------------------------------------------------------------

    def _inside(self, element, style):
        self._text(element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, style)
            self._text(child.tail, style)

    def _element(self, element, style):
        tag = element.tag.rpartition("}")[2]
        if tag == "br":
            self._runs.append(replace(style, text="\n"))
        elif tag in _EMBEDDED:
            self._embedded(element, _EMBEDDED[tag])
        elif tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag])
        elif tag in ("ul", "ol", "menu", "table", "blockquote", "pre"):
            self._flush()
            {"table": self._table, "blockquote": self._quote, "pre": self._pre}.get(tag, self._list)(element)
        elif tag in _BLOCKS or tag == "li":
            self._flush()
            self._inside(element, _weighted(style, element))
            self._flush()
        else:
            self._inside(element, _styled(style, element, tag))
            self._lost_address(element, tag)

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

    def _flush(self):
        """End the paragraph that was being read."""
        runs, self._runs = self._runs, []
        self._blocks += [block for part in _paragraphs(runs) for block in _lines(part)]
        self._blocks += self._pending
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
        self._flush()
        before = len(self._blocks)
        self._inside(element, Run(""))
        self._flush()
        level = 0 if "title" in (element.get("class") or "").split() and level == 1 else level
        for at, block in enumerate(self._blocks[before:], start=before):
            if block.kind == "p":
                self._blocks[at] = replace(block, kind="heading", level=level)

    # --- lists --------------------------------------------------------------------------------------------------

    def _list(self, element):
        if element.find(".//table") is not None or any(
            element.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3")
        ):
            self._inside(element, Run(""))  # a list used for layout
            self._flush()
            return
        items = list(self._items(element, 1))
        if items:
            self._blocks.append(list_block(items))
        self._flush()

    def _items(self, element, depth):
        """Yield (depth, kind, number, runs) of each item, and of the lists inside it."""
        kind = "ol" if element.tag == "ol" else "ul"
        number = int(element.get("start")) if re.fullmatch(r"\d{1,4}", element.get("start") or "") else 1
        for child in element:
            if child.tag in ("ul", "ol", "menu"):
                yield from self._items(child, depth + 1)
                continue
            own, inner = self._item(child)
            if squash("".join(run.text for run in own)):
                yield depth, kind, number if kind == "ol" else 0, own
                number += 1
            for one in inner:
                yield from self._items(one, depth + 1 if own else depth)

    def _item(self, element):
        """Return an item's own runs, its paragraphs parted by line breaks, and the lists inside it."""
        inner = [one for one in element.iter("ul", "ol") if _nearest_item(one, element)]
        for one in inner:
            one.getparent().text = one.getparent().text or ""
            one.drop_tree()
        walker = Walker(self._marks)
        found = walker.blocks(element)
        self._pending += [block for block in found if block.kind == "mark"]
        runs = []
        for block in found:
            if block.kind == "mark":
                continue
            text = block.runs if not block.markup else [Run(block.words)]
            runs += [Run("\n"), *text] if runs else text
        return runs, inner

    # --- tables, quotations, typed text -------------------------------------------------------------------------

    def _table(self, element):
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if _is_layout(element, cells):
            for part in element:
                self._inside(part, Run(""))
                self._flush()
            return
        caption = element.find("caption")
        if caption is not None:
            self._inside(caption, Run(""))
            self._flush()
        html, words = [], []
        for at, row in enumerate(cells):
            in_head = _is_head(element, rows[at])
            parts = [self._cell(cell, head=in_head or cell.tag == "th") for cell in row]
            html.append("<tr>" + "".join(part for part, _ in parts) + "</tr>")
            words.append(" | ".join(text for _, text in parts))
        split = next((at for at, row in enumerate(rows) if not _is_head(element, row)), len(rows))
        head = f"<thead>{''.join(html[:split])}</thead>" if split else ""
        markup = f"<table>{head}<tbody>{''.join(html[split:])}</tbody></table>"
        self._blocks.append(Block("table", markup=markup, words="\n".join(words)))
        self._flush()

    def _cell(self, cell, *, head):
        found = Walker(self._marks).blocks(cell)
        self._pending += [block for block in found if block.kind == "mark"]
        found = [block for block in found if block.kind != "mark"]
        single = len(found) == 1 and not found[0].markup
        content = inline(found[0].runs) if single else "".join(block.html for block in found)
        spans = "".join(
            f' {name}="{cell.get(name)}"'
            for name in ("colspan", "rowspan")
            if re.fullmatch(r"[2-9]|\d\d", cell.get(name) or "")
        )
        tag = "th" if head else "td"
        return f"<{tag}{spans}>{content}</{tag}>", squash(" ".join(block.text for block in found))

    def _quote(self, element):
        found = Walker(self._marks).blocks(element)
        self._pending += [block for block in found if block.kind == "mark"]
        found = [block for block in found if block.kind != "mark"]
        if any(block.kind == "heading" for block in found) or sum(len(block.text) for block in found) > 3000:
            self._blocks += found  # indented with a quotation's tag, as old editors did
        elif found:
            words = "\n".join(block.text for block in found)
            html = "".join(block.html for block in found)
            self._blocks.append(Block("quote", markup=f"<blockquote>{html}</blockquote>", words=words))
        self._flush()

    def _pre(self, element):
        self._blocks += plain.blocks("".join(element.itertext()))


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
            items.append((found, without_marker(merged(block.runs), text_of(block.runs), found)))
            continue
        result += [*grouped(items), block]
        items = []
    return result + grouped(items)


def text_of(runs) -> str:
    """Return the characters of runs after white space was squashed."""
    return "".join(run.text for run in merged(runs))


# --- tables -----------------------------------------------------------------------------------------------------


def _is_layout(table, cells):
    """A table that only sets text side by side or in a frame: one column, or cells that hold headings or tables."""
    if max((len(row) for row in cells), default=0) <= 1 or table.get("role") == "presentation":
        return True
    if table.find(".//table") is not None or any(table.find(f".//h{level}") is not None for level in range(1, 5)):
        return True
    longest = max((len(squash(" ".join(cell.itertext()))) for row in cells for cell in row), default=0)
    return longest > 900 and len(cells) <= 3


def _is_head(table, row):
    """A row of the table's head: inside `thead`, or a first row of nothing but `th`."""
    if row.getparent().tag == "thead":
        return True
    first = next(table.iter("tr"))
    return row is first and row.find("th") is not None and all(cell.tag == "th" for cell in row)


def _nearest_item(inner, item):
    """Whether a list inside `item` has no other list between."""
    for above in inner.iterancestors():
        if above is item:
            return True
        if above.tag in ("ul", "ol"):
            return False
    return False
