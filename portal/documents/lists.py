"""Lists typed by hand: lines that start with a bullet or a number."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .blocks import Block, Run, inline, squash

# Glyphs of Word's Symbol and Wingdings fonts come through as private-use characters.
_GLYPH = "•●▪■□◦○‣⁃∙·➢➤►❖✓✔\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
_BULLET = re.compile(rf"(?:([{_GLYPH}])\s*|([-–—*§o])(?:\s+|$))(.*)", re.DOTALL)
_NUMBER = re.compile(r"(?:\(?(\d{1,2})[.)]|\(?([ivx]{2,4})[.)]|\(?([a-z])[.)]|\(?([A-Z])\))\s+(\S.*)", re.DOTALL)
_DISCS = "•●·∙\uf0b7"  # one bullet to the eye
_DEEPEST = 5


@dataclass
class Marked:
    """A line that starts with a bullet or a number. `glyph` is "1", "a", "A" or "i" for numbered ones."""

    glyph: str
    number: int  # 0 for bullets
    text: str
    raw: str
    indent: int = 0
    runs: list[Run] = field(default_factory=list)  # of the whole line, where it has styles


def marked(line: str, indent: int = 0) -> Marked | None:
    """Return the parts of a list line, or None for any other line."""
    found = _BULLET.fullmatch(line)
    if found:
        glyph = found[1] or found[2]
        return Marked("•" if glyph in _DISCS else glyph, 0, found[3].strip(), line, indent)
    found = _NUMBER.fullmatch(line)
    if not found:
        return None
    if found[1]:
        return Marked("1", int(found[1]), found[5].strip(), line, indent)
    if found[4]:
        return Marked("A", ord(found[4]) - 64, found[5].strip(), line, indent)
    if found[2] or found[3] == "i":
        return Marked("i", _roman(found[2] or "i"), found[5].strip(), line, indent)
    return Marked("a", ord(found[3]) - 96, found[5].strip(), line, indent)


def _in_turn(new, group):
    """Read a lone i, v or x as what comes next: a letter after h, u and w, a Roman number after iv and ix."""
    letter = new.raw.strip("( ")[:1]
    if new.glyph not in ("a", "i") or letter not in "ivx":
        return new
    for glyph, number in (("a", ord(letter) - 96), ("i", _roman(letter))):
        before = next((old.number for old, _ in reversed(group) if old.glyph == glyph), 0)
        if before == number - 1 > 0 and not re.match(r"\(?[ivx]{2}", new.raw):
            return replace(new, glyph=glyph, number=number)
    return new


def _roman(text):
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def without_marker(runs: list[Run], line: str, found: Marked) -> list[Run]:
    """Return the runs of a list line without its bullet or number."""
    left = line.rfind(found.text) if found.text else len(line)
    kept = []
    for run in runs:
        cut = min(left, len(run.text))
        left -= cut
        kept.append(Run(run.text[cut:], run.bold, run.italic, run.raised, run.href))
    return kept


def grouped(items: list[tuple[Marked, list[Run]]]) -> list[Block]:
    """Return list lines that stand together as list blocks, broken where the numbers break.

    A numbered line that stands alone, or above nothing but bullets, and is short stays a paragraph, since it may be a
    numbered heading.
    """
    result, group = [], []
    for found, runs in items:
        new = _in_turn(found, group)
        if group and _breaks(group, new):
            result += _blocks(group)
            group = []
        group.append((new, runs))
    return [*result, *_blocks(group)] if group else result


def _breaks(group, new):
    """Whether `new` cannot belong to the list that was begun, because its number does not follow."""
    last = group[-1][0]
    if not new.number or new.indent > last.indent:
        return False
    before = next((old for old, _ in reversed(group) if old.glyph == new.glyph), None)
    if before is None:
        return not last.number or new.number > 1  # a number after bullets, or in the middle of a list of its own
    # A sub-list starts again at one; a list of which every number is 1 was numbered by its program.
    return new.number not in (before.number + 1, 1)


def _blocks(group):
    """One list, or numbered headings each with the list below it."""
    numbered = [at for at, (found, _) in enumerate(group) if found.glyph == group[0][0].glyph]
    apart = all(end - at > 1 for at, end in pairwise([*numbered, len(group)]))
    if not all(_could_be_heading(group[at][0]) for at in numbered) or not (apart or len(group) == 1):
        return [list_block(_depths(group))]
    result = []
    for at, end in pairwise([*numbered, len(group)]):
        found = group[at][0]
        result.append(Block("p", found.runs or [Run(found.raw)]))
        result += [list_block(_depths(group[at + 1 : end]))] if end - at > 1 else []
    return result


def _could_be_heading(found):
    return found.number and len(found.text.split()) <= 14 and not found.text.endswith((".", ";", ",", ":"))


def _depths(group):
    """Yield items for `list_block`: deeper by indentation, or by a new kind of bullet under another."""
    stack = []  # (indent, glyph) of each open level
    for found, runs in group:
        here = (found.indent, found.glyph)
        glyphs = [glyph for _, glyph in stack]
        if found.glyph in glyphs and (not stack or found.indent <= stack[-1][0]):
            del stack[glyphs.index(found.glyph) + 1 :]
        else:
            while stack and found.indent < stack[-1][0]:
                stack.pop()
            if not stack or here > stack[-1] or found.glyph != stack[-1][1]:
                stack.append(here)
        del stack[_DEEPEST:]
        yield len(stack), found.glyph if found.number else "ul", found.number, runs


def list_blocks(items) -> list[Block]:
    """Return a block for each list among items: a new one begins where the numbers of the top ones break."""
    result, group, last = [], [], None
    for item in items:
        depth, kind, number, _ = item
        if depth == 1 and last and not _goes_on(last, kind, number):
            result.append(list_block(group))
            group = []
        last = (kind, number) if depth == 1 else last
        group.append(item)
    return [*result, list_block(group)] if group else result


def list_block(items) -> Block:
    """Return one list block from (depth from 1, kind, number or 0, runs) items.

    The kind is "ul", or how the item is numbered: "1", "a", "A", "i" or "I".
    """
    html, words, tops, levels = [], [], [], []  # levels: [kind, number of the last item] of each open list
    for wanted, kind, number, runs in items:
        depth = min(wanted, len(levels) + 1)
        while len(levels) > depth:
            html.append(f"</li>{_closed(levels.pop())}")
        if depth > len(levels):
            html.append(_opened(kind, number))
            levels.append([kind, number])
        elif _goes_on(levels[-1], kind, number):
            html.append("</li>")
        else:
            html.append(f"</li>{_closed(levels[-1])}{_opened(kind, number)}")
        levels[-1] = [kind, number]
        html.append(f"<li>{inline(runs)}")
        words.append(squash("".join(run.text for run in runs)))
        if depth == 1:
            tops.append(Block("p", list(runs)))
    while levels:
        html.append(f"</li>{_closed(levels.pop())}")
    return Block("list", markup="".join(html), words="\n".join(words), items=tops)


def _goes_on(level, kind, number):
    """Whether an item belongs to the list that is open; one of which every number is 1 was numbered by its program."""
    last_kind, last = level
    return kind == last_kind and (kind == "ul" or number == last + 1 or number == last == 1)


def _closed(level):
    return "</ul>" if level[0] == "ul" else "</ol>"


def _opened(kind, number):
    if kind == "ul":
        return "<ul>"
    lettered = f' type="{kind}"' if kind != "1" else ""
    start = f' start="{number}"' if number > 1 else ""
    return f"<ol{lettered}{start}>"
