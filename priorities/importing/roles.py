"""What each section of a plan is: by the codes of its headings, or by its heading's words and level."""

import re
from collections import Counter
from dataclasses import dataclass, field

from portal.documents.blocks import Block

from . import focus, people_lines
from .codes import Coded

ENABLERS = re.compile(r".*\benablers?\b.*|.*\bcross[- ]cutting\b.*", re.IGNORECASE)
_ENABLING = re.compile(r"enabling\b.*", re.IGNORECASE)
PRIORITIES = re.compile(
    r"(?:\W|\b(?:our|the|key|main|agreed|shared|regional|region|region’s|policy|strategic|improvement|current|five|six|four|three"
    r"|seven|eight|specific|details?|list|what|are|for|in|of|to|and|children’s|services|work|next|this|year|plan"
    r"|20\d\d|\d{2,4})\b)*\b(?:priorities|priority areas|priority themes|objectives)\b.{0,60}",
    re.IGNORECASE,
)
AREAS = re.compile(r".*\b(?:broad|main|key)?\s?areas of (?:activity|work|focus)\b.*", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:introduction|background|context|foreword|summary|executive summary|contents|(?:our )?vision|purpose|next steps"
    r"|governance|monitoring|review|reporting|conclusions?|glossary|about|who we are|how we (?:will )?work|timetable"
    r"|funding|resources|contacts?|further information|more information|appendix|annex|news|events?|dates)\b.{0,60}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:why|what|how|who|when|where)\b.{0,80}"
    r"|(?:key |main |our |proposed )?(?:actions?|outcomes?|measures?|success|aims?"
    r"|milestones?|deliverables|activit(?:y|ies)|focus|progress|rationale|evidence|impact|risks?|leads?|targets?"
    r"|we will|focus areas?|areas of focus)\b.{0,40}",
    re.IGNORECASE,
)


_LIST_OF = re.compile(r".*\b(priorit(?:y|ies)|enablers?)\b.*", re.IGNORECASE | re.DOTALL)


@dataclass
class Section:
    """A heading and what stands below it.

    Its `role` is "title", "priority", "enabler", "area", "group" (what holds them), "label" (a heading inside one of
    them) or "text".
    """

    title: str
    level: int = 0
    coded: Coded | None = None
    blocks: list[Block] = field(default_factory=list)
    role: str = ""
    group: str = ""  # of a group, and of what stands in one: "priorities", "enablers" or "areas"
    doubtful: str = ""


def is_known(title: str) -> bool:
    """True for a heading by its words alone: general ones, areas, and what enables."""
    return is_general(title) or bool(AREAS.fullmatch(title) or _ENABLING.fullmatch(title))


def is_general(title: str) -> bool:
    """True for a heading that no priority has: an introduction, or the name of a group."""
    return bool(_AROUND.fullmatch(title) or PRIORITIES.fullmatch(title) or ENABLERS.fullmatch(title))


def group_of(section: Section, found: list[Section]) -> str:
    """Return what stands below a heading that names a group of things: "priorities", "enablers", "areas" or ""."""
    title = section.title
    if not title or len(title.split()) > 14:
        return ""
    said = " ".join(block.line for block in section.blocks[:2])
    codes_below = [one.coded.kind for one in found[found.index(section) + 1 :] if one.coded][:1]
    hints = [bool(_ENABLING.fullmatch(title)), "enabler" in said.casefold(), codes_below == ["enabler"]]
    if ENABLERS.fullmatch(title) or sum(hints) >= 2:
        return "enablers"
    if AREAS.fullmatch(title):
        return "areas"
    return "priorities" if PRIORITIES.fullmatch(title) else ""


# --- by codes ---------------------------------------------------------------------------------------------------


def by_codes(found):
    """The coded headings are priorities and enablers; the others close them, group them or belong to them."""
    level = min(one.level for one in found if one.coded)
    has_priorities = any(one.coded.kind == "priority" or one.coded.series == "P" for one in found if one.coded)
    has_word = any("enabl" in one.title.casefold() for one in found)
    group, is_in = "", False
    for at, one in enumerate(found):
        if one.coded:
            is_enabler = one.coded.kind == "enabler" and (has_priorities or has_word or one.coded.series == "enabler")
            one.role = "enabler" if is_enabler or (group == "enablers" and one.coded.kind != "priority") else "priority"
            one.group, is_in = group, True
        elif one.role == "title" or not one.title:
            one.role = one.role or "text"
        else:
            group, is_in = _between_codes(found, at, level, group, is_in=is_in)


def _between_codes(found, at, level, group, *, is_in):
    """Give a heading among coded ones its role; return the group that goes on, and whether a coded one does."""
    one, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if named := group_of(one, found):
        one.role, one.group = "group", named
        return named, False
    opens = after is not None and after.coded is not None
    if opens and (one.level < level or not (one.blocks or _LABEL.fullmatch(one.title))):
        one.role = "area" if after.coded.kind != "enabler" else "text"
        return group, False
    if is_in and one.level >= level and not _AROUND.fullmatch(one.title):
        one.role = "label"
        return group, True
    one.role = "text"
    return group, False


# --- by headings ------------------------------------------------------------------------------------------------


def by_headings(found, rest):
    """Without codes the priorities are the headings of their group, those with a link DCS, or all at the top."""
    _name_groups_and_labels(found, rest)
    if any(one.group in ("priorities", "enablers") for one in rest if one.role == "group"):
        _in_groups(rest)
    _with_people(rest)
    if not any(one.role == "priority" for one in rest) and not _group_with_points(found):
        titled = next((one.title for one in found if one.role == "title"), "")
        _at_the_top(rest, is_said=bool(PRIORITIES.fullmatch(titled) or "priorities" in titled.casefold()))
    for one in found:
        one.role = one.role or "text"


def _name_groups_and_labels(found, rest):
    repeated = {title for title, count in Counter(one.title.casefold() for one in rest).items() if count > 1}
    for one in rest:
        if named := group_of(one, found):
            one.role, one.group = "group", named
        elif _LABEL.fullmatch(one.title) or one.title.casefold() in repeated:
            one.role = "label"


def _group_with_points(found):
    return any(
        block.kind in ("list", "table")
        and (said_by(one.blocks, at) or (one.title and group_of(one, found))) == "priorities"
        for one in found
        if one.role in ("group", "title", "text") or _AROUND.fullmatch(one.title)
        for at, block in enumerate(one.blocks)
    )  # fmt: skip


def said_by(blocks: list[Block], at: int) -> str:
    """Return what the line above the list or table `blocks[at]` says that it holds, as `group_of` does."""
    above = blocks[at - 1] if at else None
    if above is None or above.kind != "p" or not focus.leads_in(above):
        return ""
    if AREAS.fullmatch(above.line):
        return "areas"
    found = _LIST_OF.fullmatch(above.line)
    return "" if not found else "enablers" if found[1].casefold().startswith("enabler") else "priorities"


def _in_groups(rest):
    """Headings below a group's belong to it: deeper ones, or where none is, those that follow."""
    for at, one in enumerate(rest):
        if one.role != "group" or one.group == "areas":
            continue
        below = _below(rest, at)
        if not below and not any(block.kind in ("list", "table") for block in one.blocks):
            after = [*range(at + 1, len(rest))]
            ends = (n for n in after if rest[n].level < one.level or rest[n].role == "group" or _ends(rest[n]))
            below = rest[at + 1 : next(ends, len(rest))]
        level = min((child.level for child in below if not child.role), default=0)
        for child in below:
            if not child.role:
                child.role = one.group.replace("priorities", "priority").replace("enablers", "enabler")
                child.role = child.role if child.level == level else "label"
                child.group = one.group


def _ends(section):
    return bool(_AROUND.fullmatch(section.title))


def _below(rest, at):
    end = next((n for n in range(at + 1, len(rest)) if rest[n].level <= rest[at].level), len(rest))
    return rest[at + 1 : end]


def _with_people(rest):
    """Where sections name a link DCS or a Lead Member, these are the priorities."""
    named = [one for one in rest if not one.role and any(map(people_lines.is_one, one.blocks))]
    if len(named) >= 2 and not any(one.role == "priority" for one in rest):
        for one in named:
            one.role = "priority"


def _at_the_top(rest, *, is_said):
    """Every heading at the top that is no introduction; one level lower where the top ones hold several each."""
    free = [one for one in rest if not one.role and not _AROUND.fullmatch(one.title)]
    if not free:
        return
    top = min(one.level for one in free)
    tops = [one for one in free if one.level == top]
    lower = [one for one in free if one.level == top + 1]
    if len(lower) >= 2 * len(tops) and not any(block.kind == "list" for one in tops for block in one.blocks):
        for one in tops:
            one.role = "area"
        tops = lower
    for one in free:
        one.role = one.role or ("priority" if one in tops else "label")
    if not is_said:
        many = f"{len(tops)} headings were taken for them, this one first" if len(tops) > 1 else "this one was taken"

        tops[0].doubtful = f"No heading says which the priorities are: {many}."
