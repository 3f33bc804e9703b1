"""From plain text to blocks: joins hard-wrapped lines, finds lists and underlined headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from . import furniture
from .blocks import Block, Run, heading, paragraph
from .lists import Marked, grouped, marked

_SEPARATOR = re.compile(r"\s*(?:-{3,}|={3,}|_{3,}|\*{3,}|~{3,}|#{3,}|(?:[-*_=]\s){3,}[-*_=]?)\s*")
_HASHES = re.compile(r"(#{1,6})\s+(\S.*)", re.DOTALL)
_HANGING = re.compile(
    r".*\b(?:and|or|the|a|an|of|to|for|in|on|with|by|from|that|which|as|at|their|our)", re.IGNORECASE | re.DOTALL
)
_LONGEST_WRAPPED = 140
_ENDED = tuple(".!?:;”\"')]…")
_ADDRESS = re.compile(r"(?:https?://|www\.|[^\s@]{1,64}@)", re.IGNORECASE)


@dataclass
class Unit:
    """A paragraph, list item or heading being put together from lines."""

    lines: list[str]
    marked: Marked | None
    after_blank: bool
    level: int = 0

    @property
    def text(self) -> str:
        """The lines joined; a word broken at its own hyphen keeps it."""
        parts = [self.lines[0]]
        for line in self.lines[1:]:
            closed = parts[-1].endswith("-") and parts[-1][-2:-1].isalpha() and line[:1].islower()
            parts.append(line if closed else f" {line}")
        return "".join(parts)


def blocks(text: str) -> list[Block]:
    """Return the blocks of plain text whose line ends are newlines."""
    result: list[Block] = []
    items = []
    for unit in _units(text):
        if unit.marked:
            found = unit.marked
            words = " ".join([found.text, *unit.lines[1:]]) if found.text else " ".join(unit.lines[1:])
            if not words:
                continue  # a lone dash
            items.append((Marked(found.glyph, found.number, words, unit.text, found.indent), [Run(words)]))
            continue
        result += grouped(items)
        items = []
        result.append(heading(unit.text, unit.level) if unit.level else paragraph(unit.text))
    return result + grouped(items)


def _units(text) -> Iterator[Unit]:
    lines = furniture.unglued(text).expandtabs(4).split("\n")
    width = _wrap_width(lines)
    unit, blank = None, True
    for line in lines:
        stripped = line.strip()
        if not stripped or _SEPARATOR.fullmatch(stripped):
            if stripped[:3] in ("---", "===") and unit and not blank and _could_be_underlined(unit):
                unit.level = 1 if stripped[0] == "=" else 2
            blank = True
        elif unit and _continues(unit, line, blank, width):
            unit.lines.append(stripped)
            blank = False
        else:
            if unit:
                yield unit
            unit, blank = _new(line, blank), False
    if unit:
        yield unit


def _new(line, blank):
    stripped = line.strip()
    hashes = _HASHES.fullmatch(stripped)
    if hashes:
        return Unit([hashes[2].rstrip("# ")], None, blank, level=len(hashes[1]))
    return Unit([stripped], marked(stripped, len(line) - len(line.lstrip())), blank)


def _could_be_underlined(unit):
    return not unit.marked and len(unit.lines) == 1 and len(unit.lines[0]) <= 120


def _wrap_width(lines):
    """Return the width at which the text was hard-wrapped, 0 if that cannot be told, None if it was not wrapped."""
    if max(map(len, lines), default=0) > _LONGEST_WRAPPED:
        return None
    inner = [
        len(line.rstrip())
        for line, following in pairwise(lines)
        if line.strip() and following.strip() and not marked(following.strip()[:80])
    ]
    inner = [length for length in inner if length >= 40]
    if len(inner) < 3:
        return 0
    width = max(inner)
    full = sum(length >= width - 16 for length in inner)
    return width if full >= len(inner) * 0.6 else 0


def _continues(unit, line, blank, width):
    """Whether `line` goes on with the sentence of `unit`."""
    stripped = line.strip()
    if unit.level or _HASHES.fullmatch(stripped) or furniture.is_furniture(stripped):
        return False
    if unit.marked and not unit.marked.text and len(unit.lines) == 1:
        return not marked(stripped[:80])  # a bullet on a line of its own, its text on the next
    if marked(stripped[:80]):
        return False
    last = unit.lines[-1]
    if blank:
        return _broken_by_a_page(last, stripped)
    if furniture.is_furniture(last):
        return False
    if unit.marked and len(line) - len(line.lstrip()) > unit.marked.indent:
        return True
    return _mid_sentence(last, stripped, width)


def _broken_by_a_page(last, line):
    return len(last) > 60 and last[-1].isalpha() and line[0].islower() and not _ADDRESS.match(line)


def _mid_sentence(last, line, width):
    if line[0].islower() and not _ADDRESS.match(line) and not last.endswith((".", "!", "?", ":", ";")):
        return True
    tail = last[-40:]
    if tail.endswith((",", "-", "–", "(")) or (len(last) > 40 and _HANGING.fullmatch(tail)):
        return True
    if width is None:
        return False
    if width:
        return len(last) + 1 + len(line.split(None, 1)[0]) > width
    return len(last) > 60 and not last.endswith(_ENDED) and (len(line) > 40 or line.endswith("."))
