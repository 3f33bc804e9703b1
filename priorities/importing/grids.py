"""Tables with a priority, or an enabler, a row: "Priority | Lead | Actions"."""

import re
from dataclasses import dataclass, field
from html import escape

import lxml.html

from portal.documents.blocks import Block, squash

from . import codes
from .codes import Coded

_ENABLER = re.compile(r"\benablers?\b|\bcross-cutting\b", re.IGNORECASE)
_TITLE = re.compile(
    r"\bpriorit(?:y|ies)\b|\benablers?\b|\bcross-cutting\b|^(?:theme|area|objective|aim|goal|title|what)s?\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:no\.?|ref(?:erence)?\.?|code|#|number)", re.IGNORECASE)
_FOCUS = re.compile(
    r"\bactions?\b|\bfocus\b|\bactivit|\bwe will\b|\bhow\b|\btasks?\b|\bsteps\b|\bdeliver|\bworkstreams?\b",
    re.IGNORECASE,
)


@dataclass
class Row:
    """One priority or enabler of a table: `narrative` is HTML before the sanitiser, `focus` plain sentences."""

    kind: str
    coded: Coded
    narrative: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)


def rows(block: Block, group: str) -> list[Row]:
    """Return the priorities or enablers of a table, none when it is another table. `group` is where it stands."""
    grid = _grid(block)
    if len(grid) < 2:
        return []
    heads = [squash(" ".join(cell)) for cell, _ in grid[0]]
    title_at = next((at for at, head in enumerate(heads) if _TITLE.search(head) and not _CODE.fullmatch(head)), None)
    if title_at is None or len(heads) < 2 or max(len(head.split()) for head in heads) > 12 or all(map(_coded, heads)):
        return []
    kind = "enabler" if _ENABLER.search(heads[title_at]) or group == "enablers" else "priority"
    found = []
    for cells in grid[1:]:
        _add(found, cells, heads, title_at, kind)
    return found


def _coded(head):
    return codes.of_heading(head) is not None


def _grid(block):
    """The cells of each row as (lines, is a list)."""
    root = lxml.html.fragment_fromstring(block.markup, create_parent="div")
    return [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in root.iter("tr")]


def _cell(cell):
    is_list = cell.find(".//li") is not None
    for one in cell.iter("br", "p", "li", "h3"):
        one.tail = f"\n{one.tail or ''}"
        one.text = f"\n{one.text or ''}" if one.tag != "br" else one.text
    return list(filter(None, map(squash, cell.text_content().split("\n")))), is_list


def _add(found, cells, heads, title_at, kind):
    """Add a row, or its words to the one above where its title's cell is empty."""
    lines = cells[title_at][0] if title_at < len(cells) else []
    if lines or not found:
        title = codes.of_heading(lines[0]) if lines else None
        title = title or (codes.of_number(lines[0]) if lines else None)
        found.append(Row(kind, title or Coded("", "", lines[0] if lines else "")))
        found[-1].narrative += [f"<p>{escape(line, quote=False)}</p>" for line in lines[1:]]
    row = found[-1]
    for at, (text, _) in enumerate(cells):
        head = heads[at] if at < len(heads) else ""
        if at == title_at or not text:
            continue
        if _CODE.fullmatch(head) and not row.coded.code and len(text[0]) <= 8:
            row.coded.code = text[0].rstrip(".):")
        elif _FOCUS.search(head) and row.kind == "priority" and all(len(line) <= 500 for line in text):
            row.focus += text
        else:
            said = "<br>".join(escape(line, quote=False) for line in text)
            label = f"<strong>{escape(head, quote=False)}:</strong> " if head else ""
            row.narrative.append(f"<p>{label}{said}</p>")
