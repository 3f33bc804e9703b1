"""Whether a document looks like a plan of priorities rather than an update."""

import re

from portal.documents.found import Doubt

from .headings import Section

_CODE = re.compile(r"(?:Priority\s+\d{1,2}|Enabler\s+\d{1,2}|[PE]\d{1,2})\b[.:)–-]?\s")
_TITLE = re.compile(
    r"\bpriorities\b.{0,40}\b20\d\d|\b20\d\d.{0,40}\bpriorities\b|\b(?:improvement|strategic|business|delivery"
    r"|action|work|development) plan\b"
    r"|\bplan on a page\b|\bplan 20\d\d|\bour priorities\b",
    re.IGNORECASE,
)


def doubts(title: str, sections: list[Section]) -> list[Doubt]:
    """Return one doubt if the title or three or more coded headings (P1, E1…) say that this is a plan."""
    coded = [section.heading for section in sections if _CODE.match(section.heading + " ")]
    inside = [
        block.line
        for section in sections
        for block in section.blocks
        if block.kind == "heading" and _CODE.match(block.line)
    ]
    codes = coded + inside
    if len(codes) >= 3:
        return [Doubt("plan", f"This looks like a plan, not an update: it has headings such as “{codes[0]}”.")]
    if _TITLE.search(title) and not re.search(r"\bupdate\b", title, re.IGNORECASE):
        return [Doubt("plan", f"This looks like a plan, not an update: its title is “{title}”.")]
    return []
