"""Read "Regional Chair Jo Bloggs, Ardenvale" into a post and a name."""

import itertools
import re

from .found import FoundContact

_LEAD = re.compile(
    r".*\b(?:contact(?:ing)?|via|by e-?mailing|e-?mailing|e-?mail|from|speak to|in touch with|found (?:at|through)"
    r"|through|write to|enquiries to|queries to)\b:?\s+(?:the\s+|our\s+)?",
    re.IGNORECASE | re.DOTALL,
)
_POST_WORD = (
    r"(?:chair(?:man|woman|person)?|co-chair|vice-chair|manager|director|officer|lead|leader|co-?ordinator"
    r"|advis[eo]r|head|associate|consultant"
    r"|administrator|executive|sponsor|dcs|assistant|representative|secretary|partner|support|analyst|commissioner"
    r"|team|office|mailbox)"
)
POST = re.compile(rf"\b{_POST_WORD}\b", re.IGNORECASE)
_POST_TAIL = re.compile(
    r"(?:\s+(?:of|for|to|the|and|&|\(?children[’']?s?[’']?\)?|services?|social|care|education|learning|people"
    r"|families|family|young|skills|strategic"
    r"|improvement|programme|project|region(?:al)?|sector-led|lifelong|schools?|inclusion|safeguarding"
    r"|partnerships?|network|adults?|executive|director|manager|officer|chair|dcs)\b)+",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:(?:O[’']|Ma?c)?[A-Z][a-zà-ÿ’']+(?:[-’'][A-Z]?[a-zà-ÿ]+)*|[A-Z]\.?|de|van|von|der|al)"
NAME = re.compile(
    rf"(?:(?:Dr|Cllr|Councillor|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.?\s)?{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}"
)
_ADDRESS = re.compile(
    r"(?:(?:e-?mail|tel(?:ephone)?|phone|mob(?:ile)?|web(?:site)?|[temw])\s*[:.]\s*)?"
    r"(?:\S*(?:@|://|www\.)\S*|\+?[\d\s()-]{9,20})",
    re.IGNORECASE,
)
EDGES = re.compile(
    r"^(?:[\s,;:()–—|/\[\]<>-]|(?:and|or|on|at|by|via|the|our|is|are|e-?mail|email|please|from)\b|\.)+"
    r"|(?:[\s,;:()–—|/\[\]<>-]|\b(?:and|or|on|at|by|via|e-?mail|email|tel|telephone|phone|who is|is)|\.)+$",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\s*(?:contacts?\b\s*[:–-]?|(?:(?:for )?(?:more|further) (?:information|details)|enquiries)\s*[:–-])\s*",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<!\w)(?:e-?mail(?: address)?|tel(?:ephone)?|phone|mob(?:ile)?|web(?:site)?|name|role|job title|[temw])"
    r"\s?[:.](?=\s|$)",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?:\+44|\(?0)[\d\s()-]{8,16}\d")
WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_REGARDS = re.compile(
    r"(?:kind|best|warm(?:est)?|with)? ?(?:regards|wishes|thanks)\b.{0,20}$|yours\b.{0,20}$|many thanks\b.{0,20}$",
    re.IGNORECASE,
)
# Posts that stand below the name of whoever signs.
_TITLE = re.compile(
    r"\b(?:chair(?:man|woman|person)?|director|manager|dcs|chief executive|lead member|head of|sponsor|commissioner"
    r"|co-?ordinator|advis[eo]r|programme lead|president|officer)\b",
    re.IGNORECASE,
)
# Words of which headings are made and names are not.
_FIELD_WORDS = re.compile(
    r"\b(?:peer|challenge|social|work(?:ers?|force)?|early|help|famil(?:y|ies)|hubs?|care|leavers?|staying|close|foster"
    r"|fostering|adoption|data|performance|regional|networks?|meetings?|schools?|education|youth|justice|mental|health"
    r"|virtual|practice|leadership|annual|conference|next|steps|key|looking|ahead|news|children|child|safeguarding"
    r"|improvement|priorit(?:y|ies)|kinship|placements?|sufficiency|elective|home|summit|learning|development|update)\b",
    re.IGNORECASE,
)


def described(text) -> tuple[FoundContact, str]:
    """Read a post, a name and an organisation in any order; return them and what was not understood."""
    text = _LABEL.sub(" , ", text)
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead else _CUE.sub("", text)
    phones = PHONE.findall(text)
    text = PHONE.sub(" ", text)
    pieces = [EDGES.sub("", piece) for piece in re.split(r",|;|\s[–—-]\s|:|\(|\)|\||\n|\bat\b", text)]
    post, name, left = [], "", [phone.strip() for phone in phones]
    for piece in filter(None, pieces):
        found_post, found_name = _post_and_name(piece)
        if WEB.search(piece) or len(piece.split()) > (14 if POST.search(piece) else 8):
            left.append(piece)
        elif found_name and not name:
            name = found_name
            post += [found_post] if found_post else []
        else:
            post.append(piece)
    if not name and len(post) == 1 and re.fullmatch(_NAME_WORD, post[0]) and not POST.search(post[0]):
        name = post.pop()
    return FoundContact(", ".join(post), name, ""), " ".join(left)


def is_address_line(line: str) -> bool:
    """True for a line of e-mail and web addresses and telephone numbers."""
    pieces = re.split(r"\s*[|;•·]\s*|,\s+|\s{2,}|\s/\s", line)
    return len(line) < 200 and bool(line) and all(_ADDRESS.fullmatch(piece) for piece in pieces if piece)


def signature(blocks) -> range:
    """Return where the last blocks are a signature: a name, perhaps a post, and addresses, on lines of their own."""
    worded = [at for at, block in enumerate(blocks) if block.kind != "mark"][-8:]
    lines = [blocks[at].line if blocks[at].kind in ("p", "heading") else "" for at in worded]
    first = next((at for at, line in enumerate(lines) if is_address_line(line)), None)
    for at in range(first - 1, max(first - 4, -1), -1) if first else []:
        if not 0 < len(lines[at].split()) <= 12 or lines[at].endswith((".", ":", "!", "?")):
            break
        name = lines[at].rpartition(": ")[2]
        if NAME.fullmatch(name) and not POST.search(name):
            surname = name.split()[-1].casefold()
            known = (
                POST.search(lines[at + 1])
                or name != lines[at]
                or any(surname in line.casefold() for line in lines[at + 1 :])
            )
            return range(worded[at], len(blocks)) if known else range(0)
    return range(0)


def sign_offs(blocks) -> set[int]:
    """Return where a person signs a text, at its end or below a foreword, so that nobody's name becomes a heading."""
    worded = [at for at, block in enumerate(blocks) if block.kind != "mark"]
    return {at for place, at in enumerate(worded) if _signs(blocks, worded, place)}


def _signs(blocks, worded, place):
    line = blocks[worded[place]].line
    if blocks[worded[place]].kind not in ("p", "list") or len(line) > 120 or _FIELD_WORDS.search(line.split(",")[0]):
        return False
    person, rest = described(line)
    if not person.name or rest or ":" in line:
        return False
    if place and _REGARDS.match(blocks[worded[place - 1]].line):
        return True
    below = [blocks[at] for at in worded[place + 1 : place + 4]]
    lines = list(itertools.takewhile(_is_below_a_name, below))
    ends = len(lines) == len(below) < 3 or (len(lines) < len(below) and _begins(below[len(lines)]))
    at_the_end = len(lines) == len(below) and place + len(lines) + 1 == len(worded)
    titled = bool(person.post) or any(_TITLE.search(one.line) for one in lines[:1])
    return ends and (titled or (at_the_end and bool(lines)))


def _is_below_a_name(block):
    line = block.line
    return (
        block.kind == "p" and not block.is_bold and len(line.split()) <= 14 and not line.endswith((".", ":", "!", "?"))
    )


def _begins(block):
    return block.kind == "heading" or block.is_bold


def _post_and_name(piece):
    """Part "Regional Chair Jo Bloggs" into post and name; either may be empty."""
    words = list(POST.finditer(piece))
    if not words:
        return ("", piece) if NAME.fullmatch(piece) and not _is_place(piece) else (piece, "")
    end = words[-1].end()
    tail = _POST_TAIL.match(piece, end)
    end = tail.end() if tail else end
    after, before = EDGES.sub("", piece[end:]), EDGES.sub("", piece[: words[0].start()])
    if after and NAME.fullmatch(after):
        return EDGES.sub("", piece[:end]), after
    opening = piece.split()[:2]
    if (
        not after
        and len(before.split()) >= 2
        and NAME.fullmatch(" ".join(opening))
        and not _POST_ISH.intersection(opening)
    ):
        return " ".join(piece.split()[2:]), " ".join(opening)
    return piece, ""


_POST_ISH = {
    "Regional", "Programme", "Strategic", "Assistant", "Deputy", "Interim", "Executive", "Children’s", "Children's",
    "Service",
    "Project", "Network", "Business", "Policy", "Improvement", "Sector", "Senior", "Corporate", "Group", "Joint",
    "Vice",
    "East", "West", "North", "South", "Eastern", "London", "Chief", "Communications", "Principal", "Social", "Virtual",
}  # fmt: skip


def _is_place(text):
    return bool(
        re.search(
            r"\b(?:Council|Borough|City|County|Trust|Region(?:al)?|Midlands|East|West|North|South|ADCS|Services)\b",
            text,
        )
    )
