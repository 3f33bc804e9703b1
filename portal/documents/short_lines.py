"""Headings that nothing marks as such: short lines without a full stop above a paragraph or a list."""

import re
from dataclasses import replace
from itertools import pairwise

from . import people
from .blocks import Block

_MOST_WORDS = 14
_MOST_CHARACTERS = 110
_LEAD_IN = re.compile(
    r".*\b(?:include|includes|included|including|are|is|were|was|be|been|being|to|on|of|for|that|the|and|follows"
    r"|following|with|emphasises?|saw|says?|said"
    r"|by|as|has|have|had|will|notably|involve|involves|involved|agreed|identified|below|contain|contains|cover"
    r"|covers)\s*[:–-]*",
    re.IGNORECASE | re.DOTALL,
)
NOT_A_HEADING = re.compile(
    r"(?:dear\b|hello\b|kind regards|best (?:wishes|regards)|warm(?:est)? regards|regards\b|yours\b|many thanks"
    r"|with thanks|e-?mail:|tel\b|telephone:|phone:|mobile:|contacts?: |https?:|www\.|updates? (?:for|from|to) the\b"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|(?:[\w-]+ ){0,3}(?:chair|manager|lead|director|officer|author): \S"
    r"|(?:table|figure|fig\.|chart|picture|image|diagram|graph) \d"
    r"|(?:dates?|times?|venue|location|where|when|cost|price|speakers?|deadline|closing date): \S)",
    re.IGNORECASE,
)
# The last section of many updates; what follows it are names, not sentences.
CONTACT_HEADING = re.compile(
    r"(?:key |regional |useful |our |your )?contacts?(?: (?:us|details|information|point|points|list|officers?"
    r"|for .{1,40}))?"
    r"|(?:for )?(?:more|further) (?:information|details)|find out more|get in touch|who to contact|enquiries"
    r"|regional team contacts?",
    re.IGNORECASE,
)
_VERB = re.compile(r"\s(?:is|are|was|were|has|have|had|will|continues?|remains?)\s", re.IGNORECASE)
_CODE = re.compile(r"[PE]\d{1,2}\b[.:)]?\s")
_LITTLE = "This line was taken for a heading, though little stands below it."
_BELOW_ANOTHER = "This heading stands right above a lower one. Check which of the headings that follow are lower too."


def with_headings(blocks: list[Block]) -> list[Block]:
    """Return the blocks with headings in place of the short lines that are taken for them."""
    signature = {*people.signature(blocks), *people.sign_offs(blocks)}
    worded = [at for at, block in enumerate(blocks) if block.kind != "mark"]
    result = list(blocks)
    for place in range(len(worded) - 1, -1, -1):
        at = worded[place]
        near = [result[one] for one in worded[place + 1 : place + 3]]
        before = blocks[worded[place - 1]] if place else None
        marked = near and near[0].kind == "heading" and near[0] is blocks[worded[place + 1]]
        if blocks[at].kind == "heading" or at in signature or marked or not _opens(blocks[at], near, before):
            continue
        result[at] = Block("heading", blocks[at].runs, level=2, doubtful=_why_doubtful(blocks[at], near))
    if not any(block.kind == "heading" for block in result):
        result = _labels_of_short_lines(blocks)
    return _code_headings(nested(blocks, result))


def _labels_of_short_lines(blocks):
    """Where nothing but short lines stands, those of one to three words above longer ones are headings."""
    result = list(blocks)
    for at, (block, after) in enumerate(pairwise(blocks)):
        if len(_words(block)) <= 3 < len(_words(after)) and after.kind == "p" and stands_alone(block, [after]):
            result[at] = Block("heading", block.runs, level=2, doubtful=_LITTLE)
    return result


def nested(before: list[Block], after: list[Block]) -> list[Block]:
    """Lower each heading that was made of a line right below another such: a main heading and a lower one."""
    above = None
    for at, block in enumerate(after):
        made = block.kind == "heading" and block is not before[at]
        if made and above is not None and block.level == after[above].level:
            after[at] = replace(block, level=block.level + 1)
            after[above] = replace(after[above], doubtful=_BELOW_ANOTHER)
        if block.kind != "mark":
            above = at if made and after[at] is block else None
    return after


def _opens(block, near, before):
    """Whether a short line is followed by what a heading would be followed by."""
    if not near or not stands_alone(block, near):
        return False
    after = near[0]
    if after.kind in ("list", "table"):
        return True
    if CONTACT_HEADING.fullmatch(block.line.rstrip(" :")):
        return True
    if after.kind == "heading":
        return _is_label(block) or not (is_sentence(block) or _is_one_of_many(before))
    if after.kind not in ("p", "quote") or people.is_address_line(after.line):
        return False
    return _is_label(block) or not stands_alone(after, near[1:]) or (is_sentence(after) and not is_sentence(block))


def _is_label(block):
    return block.line.endswith(":") and len(_words(block)) <= 4


def _is_one_of_many(before):
    """Whether a line stands below another short line or a lead-in, so that it is rather an item."""
    return before is not None and before.kind == "p" and (_looks_like_heading(before) or before.line.endswith(":"))


def _looks_like_heading(block):
    line = block.line
    return (
        block.kind == "p"
        and not (block.markup or block.is_caption)
        and "\n" not in block.text
        and 1 < len(line) <= _MOST_CHARACTERS
        and len(_words(block)) <= _MOST_WORDS
        and not line.endswith((".", ";", ",", "–", "-", "…", "!"))
        and (line[0].isupper() or line[0].isdigit() or line[0] in "‘“'\"(£")
        and any(character.isalpha() for character in line)
        and "@" not in line
        and "://" not in line
        and not NOT_A_HEADING.match(line)
    )


def _words(block):
    return [word for word in block.line.split() if any(character.isalnum() for character in word)]


def is_sentence(block: Block) -> bool:
    """A short line that says something, though it lacks its full stop."""
    return len(block.line.split()) >= 4 and not block.line.endswith("?") and bool(_VERB.search(block.line))


def leads_in(line: str) -> bool:
    """True for a line that goes on in what stands below it: "The visits include", "Our aims are:"."""
    return len(line.split()) > 2 and bool(_LEAD_IN.fullmatch(line))


def stands_alone(block: Block, near: list[Block]) -> bool:
    """A short line that does not lead in to what follows it; `near` are the next blocks."""
    most = 4 if near and near[0].kind in ("list", "table") else 8
    leads_in = _LEAD_IN.fullmatch(block.line) or (block.line.endswith(":") and len(_words(block)) > most)
    return not leads_in and _looks_like_heading(block)


def _why_doubtful(block, near):
    after = near[0]
    if block.line.endswith(":") and after.kind == "list":
        return "This line before a list was taken for a heading. It may only lead in to the list."
    if _LEAD_IN.fullmatch(after.line):
        return ""
    if is_sentence(block):
        return "This line was taken for a heading, though it reads like a sentence."
    little = after.kind == "p" and len(after.line.split()) <= _MOST_WORDS
    if little and not after.line.endswith((".", "!", "?", ":")) and (len(near) == 1 or near[1].kind == "heading"):
        return _LITTLE
    return ""


def _code_headings(blocks):
    """ "P1. Effective safeguarding" is a heading whatever follows it, where others like it are."""
    coded = [block for block in blocks if _CODE.match(block.line) and _looks_like_heading(replace(block, kind="p"))]
    if len(coded) < 3:
        return blocks
    chosen = {id(block) for block in coded}
    return [
        replace(block, kind="heading", level=2) if block.kind == "p" and id(block) in chosen else block
        for block in blocks
    ]
