"""Find the headings of a document: by heading styles, else by bold lines, else by short lines without a full stop."""

from dataclasses import replace

from . import loose, people, short_lines
from .blocks import Block, Run

_MAX_RUN_IN = 12


def found(blocks: list[Block]) -> tuple[list[Block], bool]:
    """Return the blocks with their headings marked, and whether nothing but short lines told which they are."""
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
    return blocks, guessing


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
