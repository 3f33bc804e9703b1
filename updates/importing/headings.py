"""Cut blocks into sections at their headings."""

from collections import Counter
from dataclasses import dataclass, field

from portal.documents import headings, numbered, short_lines
from portal.documents.blocks import Block, Run
from portal.documents.found import Doubt


@dataclass
class Section:
    heading: str
    blocks: list[Block] = field(default_factory=list)
    guessed: str = ""  # why its heading is doubtful


def sections(blocks: list[Block]) -> tuple[list[Section], list[Doubt], list[str]]:
    """Return the sections, doubts about how they were cut, and what was dropped.

    Text above the first heading is an "Introduction".
    """
    blocks, guessing = headings.found(blocks)
    numbers = numbered.take(blocks)
    return *_cut(blocks, guessing=guessing), numbers


def _cut(blocks, *, guessing):
    top = _section_level(blocks)
    repeated = _repeated_labels(blocks)
    result = []
    current = None
    waiting = []  # marks above the first words
    for block in blocks:
        if block.kind == "heading" and block.level <= top and block.line not in repeated:
            current = Section(_heading_text(block.bare_line), waiting, guessed=block.doubtful)
            waiting = []
            result.append(current)
            continue
        if current is None and block.kind == "mark":
            waiting.append(block)
            continue
        if current is None:
            current = Section("Introduction", waiting)
            waiting = []
            result.append(current)
        current.blocks.append(_lowered(block, top))
    if waiting:
        result.append(Section("Introduction", waiting))
    return result, [*_doubts(result, blocks), *(_missed(result) if guessing else [])]


def _section_level(blocks):
    """The heading level at which sections begin: the highest, or one lower if that one holds all the others."""
    levels = Counter(block.level for block in blocks if block.kind == "heading")
    ordered = sorted(levels)
    if len(ordered) > 1 and levels[ordered[0]] == 1 and levels[ordered[1]] >= 2:
        return ordered[1]
    return ordered[0] if ordered else 0


def _repeated_labels(blocks):
    """Headings that come again and again ("Action required") belong inside the sections."""
    counts = Counter(block.line for block in blocks if block.kind == "heading")
    others = sum(1 for count in counts.values() if count == 1)
    return {line for line, count in counts.items() if count > 1} if others > 1 else set()


def _lowered(block, top):
    """A heading inside a section is an h3, or an h4 when it is deeper still. An empty link keeps nothing."""
    if block.kind != "heading":
        return block
    tag = "h3" if block.level <= top + 1 or block.level == 5 else "h4"
    runs = [Run(block.line)] if not any(run.href for run in block.runs) else block.runs
    html = Block("heading", runs).html.replace("h3>", f"{tag}>")
    return Block("heading", markup=html, words=block.line, level=block.level)


def _heading_text(line):
    return line.rstrip(" :–-") or line


def _doubts(found, blocks):
    doubts = []
    if found and not any(block.kind == "heading" for block in blocks):
        text = "No headings were found: the whole text is one section."
        doubts.append(Doubt("heading", text, found[0].heading))
    elif found and found[0].heading == "Introduction" and blocks[0].kind != "heading":
        text = "Text stands above the first heading. It was kept as an introduction."
        doubts.append(Doubt("heading", text, "Introduction"))
    for section in found:
        if section.guessed:
            doubts.append(Doubt("heading", section.guessed, section.heading))
        if all(block.kind == "mark" and not block.picture for block in section.blocks):
            doubts.append(Doubt("heading", "Nothing stands below this heading.", section.heading))
    return doubts


def _missed(found):
    """Doubts about a line just above a heading that could be one too, where headings are nothing but short lines."""
    doubts = []
    for section in found[:-1]:
        last = section.blocks[-1] if section.blocks and not section.guessed else None
        if last and section.heading != "Introduction" and last.kind == "p" and _may_be_missed(last):
            text = f"“{last.line}” may be a heading. It was kept as text."
            doubts.append(Doubt("heading", text, section.heading))
    return doubts


def _may_be_missed(block):
    return short_lines.stands_alone(block, []) and not short_lines.is_sentence(block)
