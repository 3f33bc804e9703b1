"""Cut blocks into sections: by heading styles, else by bold lines, else by short lines without a full stop."""

from collections import Counter
from dataclasses import dataclass, field, replace

from . import loose, numbered, people, short_lines
from .blocks import Block, Run
from .found import Doubt

_MAX_RUN_IN = 12


@dataclass
class Section:
    heading: str
    blocks: list[Block] = field(default_factory=list)
    guessed: str = ""  # why its heading is doubtful


def sections(blocks: list[Block]) -> tuple[list[Section], list[Doubt], list[str]]:
    """Return the sections, doubts about how they were cut, and what was dropped.

    Text above the first heading is an "Introduction".
    """
    blocks = [_checked(block) for block in loose.headings(blocks)]
    if _count(blocks, _is_styled) < 2 and _count(blocks, _is_bold_line) + _count(blocks, _is_styled) >= 1:
        blocks = _with_bold_lines(blocks, 2)
    elif _count(blocks, _is_styled) >= 2:
        blocks = _with_bold_lines(blocks, 5)
    if _count(blocks, _is_styled) < 2:
        blocks = _with_run_ins(blocks)
    guessing = _count(blocks, _is_styled) < 2
    if guessing:
        blocks = short_lines.with_headings(loose.paragraphs(loose.items(blocks)))
    numbers = numbered.take(blocks)
    return *_cut(blocks, guessing=guessing), numbers


def _count(blocks, test):
    return sum(1 for block in blocks if test(block))


def _is_styled(block):
    return block.kind == "heading"


def _checked(block):
    """A whole paragraph in a heading style is a paragraph."""
    long = len(block.line) > 220 or len(block.line.split()) > 30
    return replace(block, kind="p", level=0) if block.kind == "heading" and long else block


# --- bold lines -------------------------------------------------------------------------------------------------


def _is_bold_line(block):
    """A short paragraph, or a list of one item, all in bold."""
    if block.kind == "list" and len(block.items) == 1 and "\n" not in block.words:
        block = block.items[0]
    line = block.line
    return (
        block.kind == "p"
        and not (block.markup or block.is_caption)
        and block.is_bold
        and "\n" not in block.text
        and len(line) <= 150
        and not (line.endswith((".", ";", ",")) and len(line.split()) > 4)
        and "@" not in line
        and not short_lines.NOT_A_HEADING.match(line)
    )


def _with_bold_lines(blocks, level):
    """Make bold lines headings; those in italics too are lower ones where others are not."""
    upright = any(_is_bold_line(block) and not _is_slanted(block) for block in blocks)
    # A bold line with nothing below it is a closing word, not a heading; so is the name of whoever signs.
    last = max((at for at, block in enumerate(blocks) if block.kind != "mark"), default=0)
    closing = {last, *people.signature(blocks), *people.sign_offs(blocks)}
    result = []
    for at, block in enumerate(blocks):
        if at in closing or not _is_bold_line(block):
            result.append(block)
            continue
        source = block.items[0] if block.kind == "list" else block
        lower = upright and level == 2 and _is_slanted(source)
        result.append(Block("heading", source.runs, level=level + lower))
    return short_lines.nested(blocks, result)


def _is_slanted(block):
    runs = block.items[0].runs if block.kind == "list" else block.runs
    return all(run.italic for run in runs if run.text.strip())


# --- run-in headings --------------------------------------------------------------------------------------------


def _run_in(block):
    """Return (heading runs, rest) of a paragraph that opens with a few bold words, or None."""
    if block.kind != "p" or block.markup or block.is_bold or not block.runs:
        return None
    cut = next((at for at, run in enumerate(block.runs) if not run.bold and run.text.strip(" \n\xa0")), len(block.runs))
    opening, rest = block.runs[:cut], block.runs[cut:]
    words = "".join(run.text for run in opening).strip()
    if not rest or not 0 < len(words.split()) <= _MAX_RUN_IN or rest[0].text.lstrip()[:1].islower():
        return None
    first = rest[0].text.lstrip()
    if not (words.endswith((":", ".", "–", "-", "?")) or first[:1] in ":–-" or first[:1].isupper()):
        return None
    return opening, [replace(rest[0], text=first.lstrip(":–- ")), *rest[1:]]


def _with_run_ins(blocks):
    """Bold words that open paragraphs are the headings of a document that has no others, if there are some."""
    if sum(1 for block in blocks if _run_in(block)) < 2:
        return blocks
    result = []
    for block in blocks:
        parts = _run_in(block)
        if parts:
            doubt = "The bold words at the start of a paragraph were taken for its heading."
            named = Run("".join(run.text for run in parts[0]).strip(" .:–-"))
            result.append(Block("heading", [named], level=2, doubtful=doubt))
            result.append(replace(block, runs=parts[1]))
        else:
            result.append(block)
    return result


# --- cutting ----------------------------------------------------------------------------------------------------


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
