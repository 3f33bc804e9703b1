"""The sector's acronyms: what they stand for, and expanding each where a page uses it first."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.safestring import SafeString

from portal.ui import richtext

SOURCE = Path(__file__).with_name("glossary.csv")


@dataclass(frozen=True)
class Term:
    """One line of the glossary. `plural` is the expansion of the acronym with an s; `note` says what changed."""

    acronym: str
    expansion: str
    plural: str
    expands: bool
    note: str

    @property
    def letter(self) -> str:
        return self.acronym[0].upper()

    @property
    def anchor(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.acronym.lower()).strip("-")


def read(source=SOURCE) -> list[Term]:
    """Return the terms of a glossary file, by acronym. `expands` is "no" where the letters also mean other things."""
    with source.open(encoding="utf-8", newline="") as file:
        terms = [Term(**row | {"expands": row["expands"] == "yes"}) for row in csv.DictReader(file)]
    return sorted(terms, key=lambda term: term.acronym.lower())


TERMS = read()


def _expansions(terms):
    found = {term.acronym: term.expansion for term in terms if term.expands}
    return found | {f"{term.acronym}s": term.plural for term in terms if term.expands and term.plural}


_EXPANSIONS = _expansions(TERMS)
# Most words of a text start with a small letter, so asking for a capital first makes this quick.
_ALL = "|".join(sorted(_EXPANSIONS, key=len, reverse=True))
_ACRONYM = re.compile(rf"(?<![\w&/-])(?=[A-Z])(?:{_ALL})(?![\w/-])")
# Where nothing may be put: links and headings, and the inside of any tag.
_LEFT_ALONE = re.compile(r"<(a|h[1-6])\b.*?</\1>|<[^>]*>", re.DOTALL)
_NEAR = 140


class FirstUses:
    """Which acronyms a page has used already. One object for all the texts of a page."""

    def __init__(self):
        self.seen = set()


def expanded(html: SafeString, first_uses: FirstUses) -> SafeString:
    """Return rich text with `SEND<span class="expansion"> (special educational needs…)</span>` at each first use.

    Not inside links or headings, and not where the text explains the acronym itself. What goes in must be safe.
    """
    return richtext.annotated(html, lambda text: _expand(text, first_uses.seen))


def _expand(html, seen):
    marked = [match.span() for match in _LEFT_ALONE.finditer(html)]
    pieces, at, tag = [], 0, 0
    for match in _ACRONYM.finditer(html):
        word = match[0]
        stem = word.removesuffix("s") if word not in _EXPANSIONS or word[:-1] in _EXPANSIONS else word
        if stem in seen:
            continue
        while tag < len(marked) and marked[tag][1] <= match.start():
            tag += 1
        if tag < len(marked) and marked[tag][0] <= match.start():
            continue
        seen.add(stem)
        if not _explained(html, match, _EXPANSIONS[word]):
            pieces += [html[at : match.end()], '<span class="expansion"> (', _EXPANSIONS[word], ")</span>"]
            at = match.end()
    return "".join([*pieces, html[at:]])


def _explained(html, match, expansion):
    """True where the writer has put the acronym in brackets, or its meaning stands close by."""
    start, end = match.span()
    if html[start - 1 : start] == "(" and html[end : end + 1] == ")":
        return True
    near = html[max(0, start - _NEAR) : end + _NEAR].lower().replace("’", "'")
    return expansion.lower().replace("’", "'") in near or html[end : end + 2] == " ("
