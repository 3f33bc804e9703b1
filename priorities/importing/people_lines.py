"""Lines that say who guides a priority: "Link DCS: …", "Lead Member: …". They stay in its narrative."""

import re
from dataclasses import replace

from portal.documents import short_lines
from portal.documents.blocks import Block

_LINE = re.compile(
    r"(?:the )?(?:(?:link|lead|sponsor(?:ing)?) (?:dcs|director|member|officer|authority)"
    r"|(?:dcs|director) (?:link|sponsor|lead)"
    r"|link director of children.s services|lead)\b\s*(?:\([^)]*\))?\s*[:–-]",
    re.IGNORECASE,
)


def is_one(block: Block) -> bool:
    """True for a paragraph or a list with such a line."""
    return block.kind in ("p", "heading", "list") and any(_LINE.match(line) for line in block.text.split("\n"))


def parted(blocks: list[Block]) -> list[Block]:
    """Part a title from such lines where soft returns join them."""
    result = []
    for block in blocks:
        lines = block.text.split("\n")
        if block.kind == "p" and not block.markup and len(lines) > 1 and _LINE.match(lines[1]) and _is_short(lines[0]):
            at = next(at for at, run in enumerate(block.runs) if "\n" in run.text)
            first, _, rest = block.runs[at].text.partition("\n")
            result.append(Block("heading", [*block.runs[:at], replace(block.runs[at], text=first)], level=2))
            result.append(Block("p", [replace(block.runs[at], text=rest), *block.runs[at + 1 :]]))
        else:
            result.append(block)
    return result


def _is_short(line):
    return len(line.split()) <= 14 and not line.endswith((".", ":", ";"))


def settled(blocks: list[Block]) -> list[Block]:
    """Make such lines paragraphs where they were taken for headings, and the short line above the first a heading."""
    blocks = [replace(one, kind="p", level=0) if one.kind == "heading" and is_one(one) else one for one in blocks]
    named = [is_one(block) for block in blocks]
    level = min((one.level for one in blocks if one.kind == "heading" and one.level > 1), default=2)
    for at in range(1, len(blocks)):
        above = blocks[at - 1]
        if named[at] and not named[at - 1] and short_lines.stands_alone(above, [blocks[at]]):
            blocks[at - 1] = replace(above, kind="heading", level=level)
    return blocks
