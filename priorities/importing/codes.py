"""Codes of priorities and enablers: "P1. …", "Priority 1: …", "Enabler two – …", "1. …"."""

import re
from collections import defaultdict
from dataclasses import dataclass

from portal.documents.blocks import Block

_MARK = r"\s*[.:)\]|–—-]+\s*"
_LETTERS = re.compile(
    rf"[(\[]?(?P<code>[A-Z]{{1,3}} ?\d{{1,2}}(?:\.\d{{1,2}})?[a-z]?)(?:(?P<mark>{_MARK})|\s+|$)(?P<title>.*)"
)
_NAMED = re.compile(
    r"(?:(?:strategic|regional|improvement|key|policy|shared|cross-cutting) )?"
    r"(?P<word>priority|enabler|theme|objective|aim|goal|ambition) (?:area )?(?:no\.? ?|number )?"
    r"(?P<number>\d{1,2}[a-z]?|one|two|three|four|five|six|seven|eight|nine|ten|[A-H](?=[\s.:)–—-]|$))"
    rf"(?:(?P<mark>{_MARK})|\s+|$)(?P<title>.*)",
    re.IGNORECASE,
)
_NAMED_AND_CODED = re.compile(r"(?:priority|enabler)\s+(?=[PE]\d{1,2}\b)", re.IGNORECASE)
_NUMBER = re.compile(rf"[(]?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?)(?:(?P<mark>{_MARK})|\s+)(?P<title>[^\s\d].*)")
_LAST = re.compile(r"(?P<title>.{3,150}?)\s*[(\[](?P<code>[PE]\d{1,2})[)\]]")
_SPELLED = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
_OTHER_LETTERS = {"Q", "KS", "Y", "FY", "A", "B", "M", "T", "H"}  # quarters, key stages, years, roads, terms, halves
_MOST_WORDS = 25


@dataclass
class Coded:
    """What a heading says before its title. `label` is as it was written, `kind` "priority", "enabler" or ""."""

    label: str
    code: str
    title: str
    kind: str = ""
    series: str = ""
    is_marked: bool = True  # something stands between the code and the title


def of_heading(line: str) -> Coded | None:
    """Return the code of a line by its own words, or None; whether it counts, `chosen` says."""
    if found := _LAST.fullmatch(line):
        return Coded(found["code"], found["code"], found["title"], _kind(found["code"]), found["code"][0])
    bare = _NAMED_AND_CODED.sub("", line, count=1)
    if found := _LETTERS.fullmatch(bare):
        code = found["code"].replace(" ", "")
        series = re.match(r"[A-Z]+", code)[0]
        label = line[: len(line) - len(found["title"])]
        return Coded(label.strip(), code, found["title"], _kind(code), series, bool(found["mark"]))
    if found := _NAMED.fullmatch(line):
        number = _SPELLED.get(found["number"].casefold(), found["number"].upper())
        kind = "enabler" if found["word"].casefold() == "enabler" else "priority"
        label = line[: len(line) - len(found["title"])].strip()
        return Coded(label, number, found["title"], kind, found["word"].casefold(), bool(found["mark"]))
    return None


def of_number(line: str) -> Coded | None:
    """Return the number that a heading begins with as its code, or None."""
    found = _NUMBER.fullmatch(line)
    if not found:
        return None
    return Coded(line[: found.start("title")].strip(), found["number"], found["title"], "", "#", bool(found["mark"]))


def chosen(blocks: list[Block]) -> dict[int, Coded]:
    """Return the codes of those blocks that are headings of coded priorities or enablers, by their place.

    Letters other than P and E count where two or more differ; numbers alone where every heading has one is decided
    by `outline`.
    """
    found = {at: coded for at, block in enumerate(blocks) if (coded := _of_block(block))}
    series = defaultdict(set)
    for coded in found.values():
        series[coded.series].add(coded.code)
    return {at: coded for at, coded in found.items() if _counts(coded, series[coded.series])}


def _of_block(block):
    if block.kind not in ("p", "heading") or block.markup:
        return None
    coded = of_heading(block.bare_line)
    if coded is None or (block.kind == "p" and len(coded.title.split()) > _MOST_WORDS and not coded.is_marked):
        return None
    if block.kind == "p" and not coded.is_marked and not _is_title(coded.title):
        return None
    return coded


def _is_title(text):
    """Whether words right after a code, without a mark between, are a title rather than a sentence's own."""
    return not text or (not text[0].islower() and len(text.split()) <= 14 and not text.endswith((".", ";", ",")))


def _counts(coded, others):
    if coded.series in ("P", "E") or coded.kind:
        return True
    return len(others) >= 2 and coded.series not in _OTHER_LETTERS


def _kind(code):
    return "enabler" if re.match(r"EN?\d", code) else ""


def apart(priorities, enablers) -> bool:
    """Give priorities and enablers that are both only numbered a letter, so that codes are unique; say whether."""
    numbers = {one.code for one in priorities if one.code} & {one.code for one in enablers if one.code}
    if not any(number.replace(".", "").isdigit() for number in numbers):
        return False
    for letter, many in (("P", priorities), ("E", enablers)):
        for one in many:
            if one.code and one.code[0].isdigit():
                one.code = f"{letter}{one.code}"
    return True
