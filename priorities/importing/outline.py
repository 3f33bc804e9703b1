"""Say what each heading of a plan is: a priority, an enabler, an area, a group of them, or only a heading."""

import re
from dataclasses import replace

from portal.documents import headings
from portal.documents.blocks import Block, Run, merged
from portal.documents.lists import list_block

from . import codes, items, people_lines
from .roles import ENABLERS, Section, by_codes, by_headings, is_general, is_known

_TITLE = re.compile(r"\bpriorit|\bplan\b|\bupdate\b|\bstrategy\b|20\d\d|\broadmap\b", re.IGNORECASE)


def sections(blocks: list[Block]) -> list[Section]:
    """Return the document cut at its headings, each with its role; what stands above the first has no title."""
    blocks = people_lines.parted(blocks)
    styled = sum(block.kind == "heading" for block in blocks) >= 2
    if not codes.chosen(blocks):
        blocks = [part for block in blocks for part in _numbered_apart(block)]
    marked, guessing = headings.found(blocks)
    marked = people_lines.settled(_flat(marked, styled=styled))
    coded = codes.chosen(marked)
    if guessing and len(coded) >= 3:
        marked = _without_guesses(marked, coded)
    found = _cut(marked, coded)
    _take_titles_below(found)
    _say_title(found)
    rest = [one for one in found if one.role != "title" and one.title]
    if not any(one.coded for one in rest):
        _take_numbers(rest)
    if any(one.coded for one in rest):
        _open_enablers(found)
        by_codes(found)
    else:
        by_headings(found, rest)
    return found


def _flat(blocks, *, styled):
    """Where bold or short lines were taken for headings, their levels say nothing."""
    if styled:
        return blocks
    return [replace(one, level=2) if one.kind == "heading" and not one.markup else one for one in blocks]


def _numbered_apart(block):
    """Numbered lines above bullets that were read as one list: headings, each with its list."""
    found = items.of_list(block) if block.kind == "list" and block.markup.startswith("<ol") else []
    if not any(item.below for item in found) or not all(_could_be_title(item.text) for item in found):
        return [block]
    start = re.match(r'<ol start="(\d+)">', block.markup)
    result = []
    for number, item in enumerate(found, start=int(start[1]) if start else 1):
        result.append(items.paragraph(f"{number}. {item.text}"))
        result += [list_block((1, "ul", 0, [Run(text)]) for text in item.below)] if item.below else []
    return result


def _could_be_title(text):
    return len(text.split()) <= 14 and not text.endswith((".", ";", ",", ":"))


def _without_guesses(blocks, coded):
    """Where codes say which headings count, a short line is one only by its words, or at the top."""
    first = next((at for at, block in enumerate(blocks) if block.kind == "heading"), 0)
    kept = {first, *coded}
    return [
        replace(block, kind="p", level=0)
        if block.kind == "heading" and at not in kept and not is_known(block.bare_line)
        else block
        for at, block in enumerate(blocks)
    ]


def _cut(blocks, coded):
    found = [Section("")]
    for at, block in enumerate(blocks):
        if at in coded:
            found.append(_coded_section(block, coded[at]))
        elif block.kind == "heading":
            title = block.bare_line
            found.append(Section(title, block.level, doubtful=block.doubtful))
        else:
            found[-1].blocks.append(block)
    return found


def _coded_section(block, coded):
    """A coded heading; where its paragraph goes on after the title, the rest stands below it."""
    section = Section(coded.title.rstrip(" :–-"), block.level or 2, coded)
    sentence = re.match(r"(.{3,120}?)(?:[.:]\s+|\s[–—-]\s+)(?=\S)", coded.title)
    if block.kind == "p" and sentence and len(coded.title.split()) > 14 and len(sentence[1].split()) <= 14:
        section.title = sentence[1]
        start = len(block.bare_line) - len(coded.title) + sentence.end()
        section.blocks.append(Block("p", cut(block.runs, start)))
    elif len(section.title) > 200:
        section.title = f"{section.title[:190].rsplit(' ', 1)[0]}…"
        section.blocks.append(replace(block, kind="p"))
    return section


def cut(runs: list[Run], length: int) -> list[Run]:
    """Return runs without their first characters."""
    kept = []
    for run in merged(runs):
        gone = min(length, len(run.text))
        length -= gone
        kept.append(replace(run, text=run.text[gone:]))
    return kept


def _take_titles_below(found):
    """ "Priority 1" on a line of its own has its title on the next, a heading or a short paragraph."""
    for at, section in enumerate(found):
        if not section.coded or section.title:
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        first = section.blocks[0] if section.blocks else None
        if first and first.kind == "p" and len(first.line.split()) <= 14 and not first.line.endswith("."):
            section.title = first.line.rstrip(" :–-")
            del section.blocks[0]
        elif not first and after and after.title and not after.coded:
            section.title, section.blocks = after.title, after.blocks
            del found[at + 1]
        else:
            section.title = section.coded.label
        section.title = section.title[:200]


def _say_title(found):
    """The first heading, above all others or saying what the document is, with nothing but little text above it."""
    first = next((one for one in found if one.title), None)
    if first is None or first.coded or any(len(block.line) > 200 for block in found[0].blocks):
        return
    others = [one.level for one in found if one.title and one is not first]
    above = bool(others) and first.level < min(others)
    if above or _TITLE.search(first.title):
        first.role = "title"


def _open_enablers(found):
    """Where a paragraph above the first enabler speaks of enablers, it opens them: it ends the priority above it."""
    at = next((at for at, one in enumerate(found) if one.coded and one.coded.kind == "enabler"), 0)
    above = found[at - 1] if at else None
    if above is None or not above.coded:
        return
    said = [n for n, block in enumerate(above.blocks) if block.kind == "p" and ENABLERS.fullmatch(block.line)]
    if not said:
        return
    first = above.blocks[said[0] - 1] if said[0] else None
    titled = first is not None and first.kind == "p" and len(first.line.split()) <= 14 and first.line[-1:] not in ".:;,"
    opening = Section(first.line if titled else "", above.level, blocks=above.blocks[said[0] :])
    above.blocks = above.blocks[: said[0] - titled]
    found.insert(at, opening)


def _take_numbers(rest):
    """Numbers of headings are codes where those that have one are neither a group nor an introduction."""
    numbered = [(one, found) for one in rest if (found := codes.of_number(one.title))]
    titles = [found.title for _, found in numbered]
    if len(numbered) < 2 or any(map(is_general, titles)):
        for one, found in numbered:
            one.title = found.title if len(numbered) >= 2 else one.title
        return
    tops = [one for one, found in numbered if "." not in found.code]
    for one, found in numbered:
        if one in tops or len(tops) < 2:
            one.coded, one.title = found, found.title.rstrip(" :–-")
