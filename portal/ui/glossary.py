"""The sector's acronyms: what they stand for, and expanding each where a page uses it first."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import escape
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


def _forms(terms):
    """Return, for each way to write an acronym (in capitals, with s), the acronym itself and what follows it."""
    expanding = [term for term in terms if term.expands]
    found = {term.acronym.upper(): (term.acronym, escape(term.expansion)) for term in expanding}
    found |= {term.acronym: (term.acronym, escape(term.expansion)) for term in expanding}
    return found | {f"{term.acronym}s": (term.acronym, escape(term.plural)) for term in expanding if term.plural}


_FORMS = _forms(TERMS)
# Every capitalised word, then a look in the dictionary: much quicker than a pattern of a hundred alternatives.
_CAPITALISED = re.compile(r"[A-Z][A-Za-z0-9]+")
_JOINS = frozenset("/-_")
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
    if _FORMS.keys().isdisjoint(_CAPITALISED.findall(html)):
        return html
    marked = [match.span() for match in _LEFT_ALONE.finditer(html)]
    pieces, at, tag = [], 0, 0
    for match in _CAPITALISED.finditer(html):
        acronym, expansion = _FORMS.get(match[0], ("", ""))
        start, end = match.span()
        if not acronym or acronym in seen or _joined(html, start, end):
            continue
        while tag < len(marked) and marked[tag][1] <= start:
            tag += 1
        if tag < len(marked) and marked[tag][0] <= start:
            continue
        seen.add(acronym)
        if not _explained(html, start, end, expansion):
            pieces += [html[at:end], '<span class="expansion"> (', expansion, ")</span>"]
            at = end
    return "".join([*pieces, html[at:]])


def _joined(html, start, end):
    """True inside a longer word: SEND in "SEND-led" or "SEND/EHCP"."""
    return any(
        letter.isalnum() or letter in _JOINS for letter in (html[start - 1 : start], html[end : end + 1]) if letter
    )


def _explained(html, start, end, expansion):
    """True where the writer has put the acronym in brackets, or its meaning stands close by."""
    if html[start - 1 : start] == "(" and html[end : end + 1] == ")":
        return True
    near = html[max(0, start - _NEAR) : end + _NEAR].lower().replace("’", "'")
    return expansion.lower().replace("’", "'") in near or html[end : end + 2] == " ("
