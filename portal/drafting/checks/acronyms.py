"""Acronyms that are neither in the glossary nor written out where they first stand."""

import re

from portal.drafting.checks.draft import LOOK, Draft
from portal.drafting.checks.everyday import EVERYDAY

# Letters only, with two capitals or more: SEND, DfE, WSoA, EHCPs. Longer ones are words that somebody stressed.
_ACRONYM = re.compile(r"(?<![\w@/.])[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![\w@])(?!\.\w)")
_LONGEST = 7
_ROMAN = re.compile(r"[IVX]+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@\S+")
_STANDS_FOR = re.compile(
    r"(?:,? (?:or|is|are|the|which stands for|stands for|short for|meaning)\b| ?[–—:=-] )", re.IGNORECASE
)
_AROUND = 160


def acronyms(draft: Draft):
    """Yield each acronym once, at its first use."""
    known = {_bare(term).upper() for term in draft.terms}
    texts = [(label, _ADDRESS.sub(" ", _POSTCODE.sub(" ", text)), field) for label, text, field in draft.texts]
    unknown, explained = {}, set()
    for label, text, field in texts:
        if text.isupper() and " " in text:  # a heading in capitals says nothing about its words
            continue
        for match in _ACRONYM.finditer(text):
            word = _bare(match[0])
            if word in explained or not _is_acronym(word, match, text, known):
                continue
            unknown.setdefault(word, (label, field))
            if _explains(word, text, match):
                explained.add(word)
    lower = set(re.findall(r"\b[a-z]{2,}\b", "\n".join(text for _, text, _ in texts))) if unknown else ()
    for word, (label, field) in unknown.items():
        if word not in explained and word.lower() not in lower:
            yield (
                LOOK,
                f"{label}: {word} is not in the glossary and isn’t written out. Write it out at its first use, with "
                f"{word} in brackets after it.",
                field,
            )


def _bare(word):
    """Return an acronym without the s of a plural."""
    return word[:-1] if word.endswith("s") and word[:-1].isupper() else word


def _is_acronym(word, match, text, known):
    capitals = sum(letter.isupper() for letter in word)
    if capitals < 2 or capitals <= len(word) - capitals or len(word) > _LONGEST:
        return False
    if word.upper() in known or word in EVERYDAY or match[0] in EVERYDAY or _ROMAN.fullmatch(word):
        return False
    return not _shouted(match, text)


def _shouted(match, text):
    """Whether the words around it are in capitals too: somebody shouts."""
    before = re.search(r"(\S+)\s+$", text[max(0, match.start() - 30) : match.start()])
    after = re.match(r"\s+(\S+)", text[match.end() : match.end() + 30])
    around = [found[1].strip("():,.;") for found in (before, after) if found]
    return any(word.isupper() and len(word) > 3 and word.isalpha() for word in around)


def _explains(word, text, match):
    """Whether the text says here what `word` stands for: in words before it in brackets, or after it."""
    start, end = match.span()
    if "(" in text[max(0, start - 2) : start]:
        before = re.findall(r"[A-Za-z]+", text[max(0, start - _AROUND) : start])
        return any(found[0].lower() == word[0].lower() for found in before[-2 * len(word) :])
    if text.startswith(" (", end) or _STANDS_FOR.match(text, end):
        return _spells(word, re.findall(r"[A-Za-z]+", text[end : end + _AROUND])[: 3 * len(word)])
    return False


def _spells(word, after):
    """Whether the letters of an acronym begin words of `after`, in order: "the Regional Improvement Board"."""
    letters = iter(found[0].lower() for found in after)
    return all(letter.lower() in letters for letter in word if letter.isupper())
