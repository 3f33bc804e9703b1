"""The title, and the lines about it that say region and period."""

import re
from dataclasses import dataclass, field, replace

from portal.documents.blocks import Block, paragraph
from portal.documents.found import Doubt
from portal.documents.region import Regions

from . import period

_UPDATE = re.compile(
    r"\b(?:update|updates|bulletin|newsletter|briefing|news|round-?up|highlights|digest)\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:report|priorities|plan|summary|review|headlines|message|progress|strategy)\b", re.IGNORECASE
)
_CAPTION = re.compile(
    r"\b(?:updates?|meeting|council|issue|edition|reporting|period|newsletter|bulletin|report|summary)\b", re.IGNORECASE
)
_OTHER_TIMES = re.compile(r"\b(?:since|last|previous|next|following)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:date |first )?(?:published|posted|created|last updated|last modified|updated|dated?|by)\b[^.]{0,60}",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"(?:dear|for more|for further|please|contact|tags?|update (?:for|from|on|to) )\b", re.IGNORECASE
)
_OPENING = 30  # blocks in which a title is looked for
_ENOUGH = 3


@dataclass
class Head:
    """What the opening of a document says about itself.

    `stated` are lines that give the period for certain, `hinted` lines that only may; both are in order of weight.
    """

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)
    hinted: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def take(blocks: list[Block], regions: Regions) -> Head:
    """Find the title among the first blocks, take it and the lines that only repeat or date it."""
    head = Head()
    at = _best(blocks, regions)
    if at is None:
        head.blocks = _dated(blocks, head, regions)
        head.doubts.append(Doubt("title", "No title was found. One can be made from the region and the period."))
        return head
    first, last = _joined(blocks, at, regions)
    head.title = " ".join(block.bare_line for block in blocks[first : last + 1])
    before = _before(blocks[:first], head)
    after = _dated(blocks[last + 1 :], head, regions)
    head.blocks = before + [block for block in after if not _is_title_again(block, head)]
    sure = max(_score(one, regions, _top_is_single(blocks)) for one in (blocks[at], paragraph(head.title)))
    if sure < _ENOUGH + 1 and not period.stated(head.title):
        head.doubts.append(Doubt("title", f"“{head.title}” was taken for the title. It may be a heading."))
    return head


def _top_is_single(blocks):
    """The level of the heading that stands alone above all others: that is a title. None if there is no such."""
    levels = [block.level for block in blocks if block.kind == "heading"]
    if not levels:
        return None
    top = min(levels)
    return top if levels.count(top) == 1 and (len(levels) > 1 or top <= 1) else None


def _best(blocks, regions):
    single = _top_is_single(blocks)
    opening = [at for at, block in enumerate(blocks[:_OPENING]) if block.kind in ("p", "heading") and block.line]
    scored = [(_score(blocks[at], regions, single) + (at == opening[0]), -at) for at in opening]
    score, at = max(scored, default=(0, 0))
    return -at if score >= _ENOUGH else None


def _score(block, regions, single):
    """How much a block looks like the title of an update: 3 is enough."""
    line = block.line
    if len(line) > 160 or len(line.split()) > 20 or line.endswith((".", ",", ";", ":")) or _NOT_A_TITLE.match(line):
        return 0
    if period.is_only_a_date(line) and not _UPDATE.search(line):
        return 0
    score = 2 * bool(regions.in_title(line)) + 2 * bool(_UPDATE.search(line))
    score += 2 if period.stated(line) else bool(period.spread(line) or period.vague(line))
    score += bool(_REPORT.search(line))
    if block.kind == "heading" and block.level == single:
        score += 2 if block.level else 4
    elif block.kind == "heading" or block.is_bold:
        score += bool(score)
    return score


def _joined(blocks, at, regions):
    """Take a title set on two or three lines as one: a region above, "Regional update" below."""
    first = last = at
    title = blocks[at].line
    above = blocks[at - 1] if at else None
    if above and not regions.in_title(title) and _is_part(above) and regions.in_title(above.line):
        first, title = at - 1, f"{above.line} {title}"
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if below and not _UPDATE.search(title) and _is_part(below) and _UPDATE.search(below.line):
        last, title = at + 1, f"{title} {below.line}"
    elif below and not regions.in_title(title) and _is_part(below) and len(below.line.split()) <= 4:
        last = at + 1 if regions.in_title(below.line) else last
    return first, last


def _is_part(block):
    return (
        block.kind in ("p", "heading")
        and 0 < len(block.line.split()) <= 8
        and not block.line.endswith((".", ":", ","))
        and not _NOT_A_TITLE.match(block.line)
        and not period.is_only_a_date(block.line)
    )


def _before(blocks, head):
    """Above the title: dates are read, menu words dropped; whole sentences stay."""
    kept = []
    for block in blocks:
        if block.kind == "mark":
            kept += [block] if block.mark.about != "link" else []
        elif period.is_only_a_date(block.line):
            head.stated.append(block.line)
            head.dropped.append(block.line)
        elif _is_menu(block) and not (_CAPTION.search(block.line) and period.stated(block.line)):
            head.dropped.append(block.line)
        else:
            kept.append(_captioned(block, head))
    return kept


def _captioned(block, head):
    """A line about the document, such as "Update for the February meeting", may give the period."""
    line = block.line
    about = (period.names_a_month(line) and _CAPTION.search(line)) or any("--" in one for one in period.stated(line))
    if block.kind != "p" or len(line.split()) > 20 or not about:
        return block
    if not _OTHER_TIMES.search(line):
        head.hinted.insert(0, line)
    return replace(block, is_caption=not line.endswith((".", ":")))


def _is_menu(block):
    lines = block.text.split("\n")
    return block.kind != "table" and all(len(line.split()) <= 6 and not line.endswith((".", ":")) for line in lines)


def _is_title_again(block, head):
    """Drop a line that only says the title once more."""
    again = block.kind in ("p", "heading") and block.line.casefold() == head.title.casefold()
    head.dropped += [block.line] if again else []
    return again


def _is_another_title(line, head, regions):
    """A line that names an update, a region and the title's own period."""
    same = period.stated(line) and period.stated(line) == period.stated(head.title)
    return bool(same and _UPDATE.search(line) and regions.in_title(line))


def _dated(blocks, head, regions):
    """Below the title, as far as the first real paragraph: lines that date or repeat it."""
    kept = list(blocks)
    captions = {}
    title_words = _words(head.title) | {"the", "regional", "region", "update", "of", "for", "and"}
    for block in blocks[:4]:
        line = block.line
        if block.kind == "mark":
            continue
        if len(line.split()) > 20 or line.endswith(".") or block.kind not in ("p", "heading"):
            break
        if period.is_only_a_date(line):
            (head.hinted if period.is_a_day(line) else head.stated).append(line)
        elif _PUBLISHED.fullmatch(line) and period.stated(line):
            head.hinted.append(line)
        elif head.title and (_words(line) <= title_words or _is_another_title(line, head, regions)):
            pass
        else:
            captions[id(block)] = _captioned(block, head)
            continue
        head.dropped.append(line)
        kept = [one for one in kept if one is not block]
    return [captions.get(id(one), one) for one in kept]


def _words(text):
    return set(re.findall(r"\w+", text.casefold()))
