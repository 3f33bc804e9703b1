"""Headings that are joined to their text by a soft return, or that stand in a numbered list of one, taken apart."""

import re
from dataclasses import replace

from . import short_lines
from .blocks import Block, Run, squash

_ENOUGH = 8  # words of a line that is text
_START = re.compile(r'<ol(?: type="([aAiI])")?(?: start="(\d+)")?>')


def headings(blocks: list[Block]) -> list[Block]:
    """Part a heading from the text that stands below its soft return; a heading set on two lines stays one."""
    result = []
    for block in blocks:
        lines = _lines(block) if block.kind == "heading" and not block.markup else []
        at = next((at for at, line in enumerate(lines) if at and _is_text(line)), 0)
        if at:
            result.append(replace(block, runs=_joined(lines[:at])))
            result.append(Block("p", _joined(lines[at:])))
        else:
            result.append(block)
    return result


def paragraphs(blocks: list[Block]) -> list[Block]:
    """Part paragraphs at the soft returns around short lines that stand above text, since these may be headings."""
    return [part for block in blocks for part in (_parted(block) if block.kind == "p" else [block])]


def items(blocks: list[Block]) -> list[Block]:
    """Make numbered lists of one short item each into paragraphs with their numbers, where there are two or more."""
    single = {id(block): found for block in blocks if (found := _single(block))}
    if len(single) < 2:
        return blocks
    return [single.get(id(block), block) for block in blocks]


def _single(block):
    found = _START.match(block.markup) if block.kind == "list" and len(block.items) == 1 else None
    if not found or found[1] or "\n" in block.words or not short_lines.stands_alone(block.items[0], []):
        return None
    return Block("p", [Run(f"{found[2] or 1}. "), *block.items[0].runs])


def _parted(block):
    lines = [] if block.markup else _lines(block)
    groups = []
    for at, line in enumerate(lines):
        heads = at + 1 < len(lines) and short_lines.stands_alone(Block("p", line), []) and _is_text(lines[at + 1])
        if heads or not groups or groups[-1][1]:
            groups.append(([line], heads))
        else:
            groups[-1][0].append(line)
    if len(groups) < 2:
        return [block]
    return [replace(block, runs=_joined(group)) for group, _ in groups]


def _is_text(line):
    text = squash("".join(run.text for run in line))
    if short_lines.leads_in(text):
        return True
    return len(text.split()) >= _ENOUGH and (text.endswith((".", "!", "?", ":", ";")) or len(text) > 120)


def _lines(block):
    """The runs of each line of a block; none where it has only one."""
    lines = [[]]
    for run in block.runs:
        for at, piece in enumerate(run.text.split("\n")):
            if at:
                lines.append([])
            if piece:
                lines[-1].append(replace(run, text=piece))
    lines = [line for line in lines if "".join(run.text for run in line).strip()]
    return lines if len(lines) > 1 else []


def _joined(lines):
    return [run for at, line in enumerate(lines) for run in ([Run("\n"), *line] if at else line)]
