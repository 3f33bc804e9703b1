"""The numbers of headings: where every heading of a level has one, they say no more than the order does."""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from .blocks import Block, merged

_NUMBER = re.compile(r"(?:section |item )?(\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\S)", re.IGNORECASE)


def take(blocks: list[Block]) -> list[str]:
    """Take the numbers off the headings of each level on which all have one that counts up; `blocks` is changed.

    Return what was dropped, in a line.
    """
    levels = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind == "heading" and not block.markup:
            levels[block.level].append(at)
    dropped = []
    for places in levels.values():
        found = [_NUMBER.match(blocks[at].line) for at in places]
        if not all(found) or len(found) < 2 or not _count_up([one[1] for one in found]):
            continue
        for at, one in zip(places, found, strict=True):
            blocks[at] = _without(blocks[at], one.end())
            dropped.append(one[0].strip())
    return [f"Numbers of headings: {' '.join(dropped)}"] if dropped else []


def _count_up(numbers):
    """Each number is the one that follows, or begins a group of its own ("2.1" after "1.3")."""
    parts = [[int(part) for part in number.split(".")] for number in numbers]
    follow = (after[-1] == before[-1] + 1 or len(after) > 1 == after[-1] for before, after in pairwise(parts))
    return len({len(one) for one in parts}) == 1 and all(follow)


def _without(block, length):
    runs = []
    for run in merged(block.runs):
        cut = min(length, len(run.text))
        length -= cut
        runs.append(replace(run, text=run.text[cut:]))
    return replace(block, runs=runs)
