"""Cut blocks into sections: by heading styles, else by bold lines, else by short lines without a full stop."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .blocks import Block, Run
from .found import Doubt

_MOST_WORDS = 14
_MOST_CHARACTERS = 110
_LEAD_IN = re.compile(
    r".*\b(?:include|includes|included|including|are|is|were|was|be|been|being|to|on|of|for|that|the|and|follows"
    r"|following|with"
    r"|by|as|has|have|had|will|notably|involve|involves|involved|agreed|identified|below|contain|contains|cover"
    r"|covers)\s*[:–-]*",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_HEADING = re.compile(
    r"(?:dear\b|hello\b|kind regards|best (?:wishes|regards)|warm(?:est)? regards|regards\b|yours\b|many thanks"
    r"|with thanks|e-?mail:|tel\b|telephone:|phone:|mobile:|contacts?: |https?:|www\."
    r"|(?:dates?|times?|venue|location|where|when|cost|price|speakers?|deadline|closing date|chair): \S)",
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
_ADDRESS_ONLY = re.compile(r"\S*(?:@|://|www\.)\S*|[\d\s()+-]{9,20}", re.IGNORECASE)
_VERB = re.compile(r"\s(?:is|are|was|were|has|have|had|will|continues?|remains?)\s", re.IGNORECASE)
_CODE = re.compile(r"[PE]\d{1,2}\b[.:)]?\s")
_MAX_RUN_IN = 12


@dataclass
class Section:
    heading: str
    blocks: list[Block] = field(default_factory=list)
    guessed: str = ""  # why its heading is doubtful


def sections(blocks: list[Block]) -> tuple[list[Section], list[Doubt]]:
    """Return the sections, and doubts about how they were cut. Text above the first heading is an "Introduction"."""
    blocks = [_checked(block) for block in blocks]
    if _count(blocks, _is_styled) < 2 and _count(blocks, _is_bold_line) + _count(blocks, _is_styled) >= 1:
        blocks = _with_bold_lines(blocks, 2)
    elif _count(blocks, _is_styled) >= 2:
        blocks = _with_bold_lines(blocks, 5)
    if _count(blocks, _is_styled) < 2:
        blocks = _with_run_ins(blocks)
    guessing = _count(blocks, _is_styled) < 2
    return _cut(_with_short_lines(blocks) if guessing else blocks, guessing=guessing)


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
        and not block.markup
        and block.is_bold
        and "\n" not in block.text
        and len(line) <= 150
        and not (line.endswith((".", ";", ",")) and len(line.split()) > 4)
        and "@" not in line
        and not _NOT_A_HEADING.match(line)
    )


def _with_bold_lines(blocks, level):
    result = []
    for block, after in _pairs(blocks):
        # A bold line with nothing below it is a closing word, not a heading.
        if _is_bold_line(block) and after is not None:
            source = block.items[0] if block.kind == "list" else block
            result.append(Block("heading", source.runs, level=level))
        else:
            result.append(block)
    return result


def _pairs(blocks):
    """Yield each block with the next one that has words, or None."""
    following = None
    pairs = []
    for block in reversed(blocks):
        pairs.append((block, following))
        if block.kind != "mark":
            following = block
    return reversed(pairs)


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


# --- short lines ------------------------------------------------------------------------------------------------


def _looks_like_heading(block):
    line = block.line
    return (
        block.kind == "p"
        and not block.markup
        and "\n" not in block.text
        and 1 < len(line) <= _MOST_CHARACTERS
        and len(line.split()) <= _MOST_WORDS
        and not line.endswith((".", ";", ",", "–", "-", "…", "!"))
        and (line[0].isupper() or line[0].isdigit() or line[0] in "‘“'\"(")
        and any(character.isalpha() for character in line)
        and "@" not in line
        and "://" not in line
        and not _NOT_A_HEADING.match(line)
    )


def _opens(block, after):
    """Whether a short line is followed by what a heading would be followed by."""
    if after is None or not _stands_alone(block):
        return False
    if after.kind in ("list", "table"):
        return not block.line.endswith(":") or len(block.line.split()) <= 4
    if CONTACT_HEADING.fullmatch(block.line.rstrip(" :")):
        return True
    if after.kind not in ("p", "quote") or _ADDRESS_ONLY.fullmatch(after.line):
        return False
    a_label = block.line.endswith(":") and len(block.line.split()) <= 4
    return a_label or not _stands_alone(after) or (_is_sentence(after) and not _is_sentence(block))


def _is_sentence(block):
    """A short line that says something, though it lacks its full stop."""
    return len(block.line.split()) >= 4 and not block.line.endswith("?") and bool(_VERB.search(block.line))


def _stands_alone(block):
    """A short line that does not lead in to what follows it."""
    leads_in = _LEAD_IN.fullmatch(block.line) or (block.line.endswith(":") and len(block.line.split()) > 8)
    return not leads_in and _looks_like_heading(block)


def _with_short_lines(blocks):
    result = []
    for block, after in _pairs(blocks):
        if block.kind == "heading" or not _opens(block, after):
            result.append(block)
        else:
            result.append(Block("heading", block.runs, level=2, doubtful=_why_doubtful(block, after)))
    return _code_headings(result)


def _why_doubtful(block, after):
    if block.line.endswith(":") and after.kind == "list":
        return "This line before a list was taken for a heading. It may only lead in to the list."
    if _LEAD_IN.fullmatch(after.line):
        return ""
    if _is_sentence(block):
        return "This line was taken for a heading, though it reads like a sentence."
    if len(after.line.split()) <= _MOST_WORDS and after.kind == "p" and not after.line.endswith((".", "!", "?", ":")):
        return "This line was taken for a heading, though little stands below it."
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


# --- cutting ----------------------------------------------------------------------------------------------------


def _cut(blocks, *, guessing):
    top = _section_level(blocks)
    repeated = _repeated_labels(blocks)
    result = []
    current = None
    for block in blocks:
        if block.kind == "heading" and block.level <= top and block.line not in repeated:
            current = Section(_heading_text(block.line), guessed=block.doubtful)
            result.append(current)
            continue
        if current is None:
            current = Section("Introduction")
            result.append(current)
        current.blocks.append(_lowered(block, top))
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
        if all(block.kind == "mark" for block in section.blocks):
            doubts.append(Doubt("heading", "Nothing stands below this heading.", section.heading))
    return doubts


def _missed(found):
    """Doubts about a line just above a heading that could be one too, where headings are nothing but short lines."""
    doubts = []
    for section in found[:-1]:
        last = section.blocks[-1] if section.blocks else None
        if last and section.heading != "Introduction" and last.kind == "p" and _may_be_missed(last):
            text = f"“{last.line}” may be a heading. It was kept as text."
            doubts.append(Doubt("heading", text, section.heading))
    return doubts


def _may_be_missed(block):
    return _stands_alone(block) and not _is_sentence(block)
