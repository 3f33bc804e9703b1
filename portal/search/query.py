"""What somebody typed into the search box, understood.

All words must be there, in whatever order and form ("adopters" finds "adoption"); words in double quotes must follow
each other. An acronym of the glossary also finds its expansion. Nothing else has a meaning: AND, NEAR, * and brackets
are words like others, or nothing. The last word is no prefix: stems do what a reader expects of one.
"""

import re
from dataclasses import dataclass
from functools import cache

from portal.search.words import stems
from portal.ui.glossary import TERMS

MOST_CHARACTERS = 200
MOST_WORDS = 12
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')

Run = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """`asked` is what is shown back. Each of `groups` is needed: one of its runs, all words of it, in any order.

    `phrases` are runs whose words must also follow each other.
    """

    asked: str
    groups: tuple[tuple[Run, ...], ...] = ()
    phrases: tuple[Run, ...] = ()
    was_cut: bool = False

    @property
    def runs(self) -> list[Run]:
        """What to mark in the texts found, longest first."""
        return sorted({*self.phrases, *(run for group in self.groups for run in group)}, key=len, reverse=True)


def parse(typed: str) -> Query:
    """Return the query in `typed`; without groups when it holds no word that could be searched for."""
    asked = " ".join(typed.replace("\x00", " ").split())
    text = asked[:MOST_CHARACTERS]
    phrases = tuple(run for quoted in _QUOTED.findall(text) if len(run := tuple(stems(quoted))) > 1)
    words = list(dict.fromkeys(stems(text)))
    kept = words[:MOST_WORDS]
    return Query(
        asked=text,
        groups=tuple(_alternatives(word) for word in kept),
        phrases=tuple(run for run in phrases if set(run) <= set(kept)),
        was_cut=len(asked) > len(text) or len(words) > len(kept),
    )


def _alternatives(word):
    expansion = _expansions().get(word)
    return ((word,), expansion) if expansion else ((word,),)


@cache
def _expansions():
    """Return the words of each acronym's expansion, by the acronym's stem."""
    found = {}
    for term in TERMS:
        acronym = stems(term.acronym)
        if term.expands and len(acronym) == 1:
            found[acronym[0]] = tuple(stems(term.expansion))
    return found
