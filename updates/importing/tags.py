"""Trailing tag lists: "Tags assigned to this article: ADOPTION 12 EAST MIDLANDS 3"."""

import re

from portal.documents.blocks import Block
from portal.documents.furniture import is_furniture

_LABEL = re.compile(
    r"(?:hashtags?|tags? assigned to this (?:article|page|post)|tagged(?: with| in| as)?|tags?|keywords"
    r"|filed under)\s*(?:[:–-]\s*|(?=\s)|$)",
    re.IGNORECASE,
)
_GLUED_LABEL = re.compile(r"Tags:?(?=[A-Z]{2})")
_COUNTED = re.compile(
    r"\s{0,9}([^\d\s(][^(\n]{0,80}?)\s{0,9}(?:\((\d{1,5})\)|(?<=[^\d-])(\d{1,5}))(?=[\s,;|]|[A-Z]|$)[\s,;|]*"
)
_IN_BRACKETS = re.compile(r"\s?\((\d{1,5})\)[\s,;|]*")
_SET_OFF = re.compile(r"(?<=[^\s,;|])\s{1,9}(\d{1,5})(?!\s\d)(?=[\s,;|]|[A-Z]|$)[\s,;|]*")
_NONE = re.compile(r"there are no tags assigned to this (?:article|page|post)!?", re.IGNORECASE)
_ONE = re.compile(r"#?[A-Za-z][^.!?:]{0,58}")
_NAMES = {
    "east midlands": "East Midlands", "west midlands": "West Midlands", "eastern": "Eastern", "london": "London",
    "greater london": "Greater London", "north east": "North East", "north west": "North West", "ofsted": "Ofsted",
    "south east": "South East", "south west": "South West", "yorkshire": "Yorkshire", "humber": "Humber",
    "humberside": "Humberside", "england": "England", "east of england": "East of England", "frontline": "Frontline",
}  # fmt: skip
_NAME = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_MIXED = {"dfe": "DfE", "mou": "MoU", "moj": "MoJ", "dhsc": "DHSC", "phe": "PHE", "rpc": "RPC"}
_ACRONYM_WORDS = """
adass adcs adhd alb aldcs asc asd bame ccg camhs ceo cib cin cla clsi cme covid cp cpd cqc cse csc cscs csu cyp
dcs dfe dhsc dols dwp ehc ehcp ehcps em emriia epif erslip fgm fsm gcse gdpr gp hmi hmip hr icb ics iewm ifa iicsa
ilac ilacs iro jtai lac lacs las lado lga lgbt liia lsb lscb lscbs mash mat moj mou naas ne neet neets nhs nhse nw
pcc pctr phe pip pru ptsd qa qppg raa raas ria riia riias rip rsc sav se sef sen send senco seslip sgo sli slip smp
suwi sw swe tep uasc uk vaa vaas vcs vsh wm wmadcs wsoa yhadcs yjb yos yot yots
"""
_ACRONYMS = frozenset(_ACRONYM_WORDS.split())


def take(blocks: list[Block]) -> tuple[list[Block], list[str], list[str]]:
    """Return (blocks without the tag list, the tags, what was dropped). Tags lose their counts, keep their order."""
    at = _label_at(blocks)
    if at is None:
        return blocks, [], []
    label = _label(blocks[at].line)
    lines = [blocks[at].line[label.end() :]]
    end = at + 1
    while end < len(blocks) and _goes_on(blocks[end], lines):
        lines += blocks[end].text.split("\n")
        end += 1
    dropped = [block.line for block in blocks[at:end] if block.line]
    marks = [block for block in blocks[at:end] if block.kind == "mark"]
    return blocks[:at] + marks + blocks[end:], _unique(names(lines)), dropped


def _label(line):
    return _GLUED_LABEL.match(line) or _LABEL.match(line)


def _label_at(blocks):
    """The last block that begins a tag list; a heading "Tags" counts, a sentence that begins with the word doesn't."""
    for at in range(len(blocks) - 1, -1, -1):
        line = blocks[at].line
        label = _label(line[:400]) if blocks[at].kind in ("p", "heading") else None
        if label and _is_list_of_tags(label[0], line[label.end() :]):
            return at
    return None


def _is_list_of_tags(label, rest):
    if not rest or "assigned" in label.casefold():
        return True
    if _COUNTED.match(rest) and not rest.endswith("."):
        return True
    pieces = _pieces(rest)
    short = label.casefold().startswith("tagged") and all(len(part.split()) <= 3 for part in pieces)
    return (label.rstrip().endswith((":", "-", "–")) or (short and "." not in rest)) and all(
        _ONE.fullmatch(part) for part in pieces
    )


def _goes_on(block, lines):
    """Whether a block below the label is still part of the tag list."""
    if block.kind == "mark":
        return True
    if block.kind not in ("p", "list") or is_furniture(block.line):
        return False
    new = block.text.split("\n")
    counted = all(_COUNTED.fullmatch(line) or re.fullmatch(r"\(?\d{1,5}\)?", line) for line in new)
    if block.kind == "list":
        return counted or all(len(line.split()) <= 5 and not line.endswith(".") for line in new)
    begun = any(line.strip() for line in lines)
    return all(_is_one(line) for line in new) and (counted or not begun or new[0].isupper() or _any_uncounted(lines))


def _is_one(line):
    return len(line) <= 400 and (
        bool(_ONE.fullmatch(line)) or bool(_COUNTED.match(line)) or bool(re.fullmatch(r"\(?\d{1,5}\)?", line))
    )


def _any_uncounted(lines):
    return any(line.strip() and not re.search(r"\d\)?$", line.strip()) for line in lines)


def names(lines: list[str]) -> list[str]:
    """Return the tags in some lines: parted by the counts between them, else by commas, else one a line."""
    text = _NONE.sub("", "\n".join(line.strip() for line in lines if line.strip()))
    if _IN_BRACKETS.search(text):
        text = _IN_BRACKETS.sub("\n", text)
    elif _SET_OFF.search(text):
        text = _SET_OFF.sub("\n", text)
    else:
        text = _COUNTED.sub(lambda found: f"\n{found[1]}\n", text)
    return [_cased(name) for name in _pieces(text)]


def _pieces(text):
    parts = re.split(r"[\n,;|•]+|\s(?=#)", text)
    return [part.strip(" #.-–") for part in parts if part.strip(" #.-–\u00a0") and not part.strip(" ()").isdigit()]


def _cased(name):
    """ "PEER CHALLENGE" becomes "Peer challenge"; acronyms and regions keep their capitals; mixed case stays."""
    name = re.sub(r"\s+", " ", name)
    if not name.isupper():
        return name[:1].upper() + name[1:]
    words = [_word(word) for word in name.split(" ")]
    text = " ".join(words)
    text = text[:1].upper() + text[1:]
    return _NAME.sub(lambda found: _NAMES[found[0].casefold()], text)


def _word(word):
    bare = re.sub(r"[^a-z]", "", word.casefold())
    if bare in _MIXED:
        return _MIXED[bare]
    return word if bare in _ACRONYMS or re.search(r"\d", word) or "&" in word else word.lower()


def _unique(tags):
    return list({tag.casefold(): tag for tag in reversed(tags)}.values())[::-1]
