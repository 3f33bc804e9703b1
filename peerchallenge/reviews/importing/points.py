"""Findings of what stands below a heading: items of lists, cells of tables, paragraphs, each with its first words."""

import re

import lxml.html

from portal.documents.blocks import Block, squash
from portal.documents.items import Item, of_list

from .found import AREA, STRENGTH, FoundFinding
from .roles import BOTH, guessed, led_in, role_of, said_before

LONGEST_HEADLINE = 300
_SENTENCE = re.compile(r"(?P<first>.{12,}?[.!?])\s+(?P<rest>[A-Z‘“\"'0-9(].*)", re.DOTALL)
_MANY = 80  # characters of a point that is a headline as it stands
_LEAD_WORDS = 5


def of_item(item: Item, role: str, theme: str) -> FoundFinding:
    """Return the finding that an item of a list is; where its section holds both kinds, its words tell which."""
    kind, lead, words = _told(item.bold, item.text)
    headline, heard = parted(lead, words)
    heard = "\n".join([*filter(None, [heard]), *item.below])
    return FoundFinding(kind or kind_by(role, f"{headline} {heard}"), headline, heard, theme)


def kind_by(role: str, words: str) -> str:
    return role if role in (STRENGTH, AREA) else guessed(words)


def _told(bold, text):
    """Return (the kind that the bold words say or empty, the bold words that are left, the rest of the words)."""
    if not bold or bold == text or not text.startswith(bold):
        before, colon, after = text.partition(":")
        if colon and (kind := said_before(before)):
            return kind, "", after.strip()
        return "", "", text
    rest = text[len(bold) :].lstrip(" :–-")
    if kind := said_before(bold):
        return kind, "", rest
    return "", bold.rstrip(" :–-"), rest


def parted(lead: str, words: str) -> tuple[str, str]:
    """Return headline and what follows it: bold words that are more than a subject are the headline themselves."""
    if lead and (len(lead.split()) > _LEAD_WORDS or not words):
        return _fitting(lead, words)
    whole = f"{lead.rstrip('.')}: {words}" if lead else words
    if len(whole) <= _MANY:
        return _fitting(whole, "")
    found = _SENTENCE.fullmatch(whole)
    return _fitting(found["first"], found["rest"]) if found else _fitting(whole, "")


def _fitting(headline, heard):
    """A headline that fits; one that is too long stands whole at the head of what was heard."""
    if len(headline) <= LONGEST_HEADLINE:
        return headline, heard
    cut = headline[: LONGEST_HEADLINE - 10].rsplit(" ", 1)[0]
    return f"{cut}…", f"{headline}\n{heard}".strip()


def of_paragraphs(blocks: list[Block], role: str, theme: str) -> list[FoundFinding]:
    """Return a finding for each paragraph that isn't only leading in to something."""
    found = []
    for block in blocks:
        if block.kind in ("p", "quote") and block.line and not block.line.endswith(":"):
            found.append(of_item(Item(block.line, bold=opening(block)), role, theme))
    return found


def opening(block: Block) -> str:
    """Return the bold words with which a paragraph opens, not all of it."""
    bold = []
    for run in block.runs:
        if run.text.strip() and not run.bold:
            break
        bold.append(run.text)
    return "" if block.is_bold else squash("".join(bold))


def of_lists(blocks: list[Block], role: str, theme: str) -> list[FoundFinding]:
    """Return the findings of a section with lists: their items, each list as the sentence above it says."""
    found, above = [], ""
    for block in blocks:
        if block.kind == "list":
            found += [of_item(item, above or role, theme) for item in of_list(block)]
        elif block.kind == "table":
            found += of_table(block)
        elif block.kind == "p" and opening(block) and (above or role) != BOTH:
            found += of_paragraphs([block], role, theme)
        above = led_in(block.line) if block.kind == "p" else above
        above = above if above in (STRENGTH, AREA) else ""
    return found


def of_table(block: Block) -> list[FoundFinding]:
    """Return the findings of a table whose columns are headed strengths, areas to develop; none of another table."""
    grid = [[_lines(cell) for cell in row if cell.tag in ("td", "th")] for row in _rows(block)]
    heads = [role_of(" ".join(cell)) for cell in grid[0]] if grid else []
    found = []
    for row in grid[1:]:
        texts = [" ".join(cell) for cell in row]
        subject = texts[0][:80] if heads and heads[0] not in (STRENGTH, AREA) and len(texts[0]) <= 80 else ""
        for role, cell in zip(heads, row, strict=False):
            found += [of_item(Item(line), role, subject) for line in cell if line and role in (STRENGTH, AREA)]
    return found


def _rows(block):
    return lxml.html.fragment_fromstring(block.markup, create_parent="div").iter("tr")


def _lines(cell):
    parts = cell.xpath(".//li|.//p") or [cell]
    for one in cell.iter("br"):
        one.tail = f"\n{one.tail or ''}"
    return [squash(line) for part in parts for line in part.text_content().split("\n") if line.strip()]


def of_steps(blocks: list[Block]) -> list[str]:
    """Return the next steps of a section: the items of its lists, or else its paragraphs."""
    lists = [item for block in blocks if block.kind == "list" for item in of_list(block)]
    if lists:
        return [" ".join([item.text, *item.below]) for item in lists]
    return [block.line for block in blocks if block.kind == "p" and block.line and not block.line.endswith(":")]
