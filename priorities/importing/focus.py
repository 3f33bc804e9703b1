"""The points on which a priority focuses: its lists, apart from the narrative."""

import re

from portal.documents import short_lines
from portal.documents.blocks import Block
from portal.documents.found import Doubt

from . import items

LONGEST = 500
_NOT_FOCUS = re.compile(
    r"\b(?:why|measures?|success|outcomes? (?:will|measure)|indicators?|evidence|progress|risks?|contacts?|background"
    r"|context|leads?|members?|achieve(?:d|ments?)|so far|learned|baseline|partners?)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 45


def take(blocks: list[Block], place: str) -> tuple[list[str], list[Block], list[Doubt]]:
    """Return (points, the blocks of the narrative, doubts) of what stands below the priority called `place`.

    The items of its lists are its points, but for lists below a heading or a line that speaks of something else
    (measures, evidence, people); those stay in the narrative.
    """
    points, kept, doubts, label = [], [], [], ""
    for block in blocks:
        if block.kind == "list" and not _NOT_FOCUS.search(label):
            found, left, said = _points(block, place)
            points += found
            kept += left
            doubts += said
            continue
        if block.kind == "list":
            text = f"The list below “{label}” was kept in the narrative: it may hold focus points."
            doubts.append(Doubt("focus", text, place))
        elif block.kind in ("p", "heading"):
            label = block.line if block.kind == "heading" or leads_in(block) else ""
        kept.append(block)
    if not points:
        points, kept, doubts_of_lines = _lines(kept, place)
        doubts += doubts_of_lines
    return points, kept, doubts


def leads_in(block: Block) -> bool:
    """True for a line that goes on in the list below it."""
    return block.line.endswith(":") or short_lines.leads_in(block.line)


def _points(block, place):
    points, left, doubts = [], [], []
    for item in items.of_list(block):
        text = item.text
        if item.below:
            text = f"{text.rstrip(' :;')}: {'; '.join(item.below)}"
        if len(text) > LONGEST:
            left.append(items.paragraph(text))
            doubts.append(
                Doubt("focus", f"A point is longer than {LONGEST} characters: it is in the narrative.", place)
            )
        elif text:
            points.append(text)
        for words, address in item.links:
            if address not in (words, f"http://{words}", f"mailto:{words}"):
                text = f"A focus point holds no links: “{words}” led to {address}."
                doubts.append(Doubt("link", text, place))
    return points, left, doubts


def _lines(blocks, place):
    """Short paragraphs below a last line that leads in to them are points that lost their bullets."""
    at = next((at for at, block in enumerate(blocks) if block.kind == "p" and leads_in(block)), None)
    if at is None or _NOT_FOCUS.search(blocks[at].line):
        return [], blocks, []
    below = blocks[at + 1 :]
    short = all(one.kind == "p" and not one.markup and len(one.line.split()) <= _MOST_WORDS for one in below)
    if len(below) < 2 or not short or any(run.href for one in below for run in one.runs):
        return [], blocks, []
    points = [line for one in below for line in one.text.split("\n")]
    if any(len(point) > LONGEST for point in points):
        return [], blocks, []
    text = f"The lines below “{blocks[at].line}” were taken for focus points."
    return points, blocks[: at + 1], [Doubt("focus", text, place)]
