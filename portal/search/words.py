"""Text as search sees it: folded words, cut to their stems, without the ones that every text is full of.

Done here, in Python, for both databases, so that they find the same: neither stems, folds or drops words itself.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

MOST_CHARACTERS = 40

_STOP_WORDS = """
    a about after all also am an and any are as at be because been before being both but by can could did do does
    during each for from had has have having he her here his how i if in into is it its me my no nor not of off on
    onto or our ours out over own she should so some such than that the their them then there these they this those
    through to too until up upon us very was we were what when where which while who whom whose why will with within
    would you your yours
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
# Irregular plurals of the field, which the stemmer doesn't know.
_IRREGULAR = {"children": "child", "childrens": "child"}

# A word: letters and digits, with apostrophes inside. Dashes and slashes part words.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APART = re.compile(f"({_WORD.pattern})")
_POSSESSIVE = re.compile(r"['’]s$|['’]")
_stemmer, _lock = snowballstemmer.stemmer("english"), Lock()


def split(text: str) -> list[str]:
    """Return what stands before the first word of `text`, the word, what stands before the next, and so on."""
    return _APART.split(text)


def stem_of_each(parts: list[str]) -> list[str]:
    """Return the stem of each word of a text that was `split`, in order; it is empty for a stop word."""
    return [*map(stem, parts[1::2])]


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text`, in order, without stop words."""
    return [found for found in map(stem, _WORD.findall(text)) if found]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what stands for `word` in the index: "Adopters'" and "adoption" are "adopt"; "" for a stop word."""
    plain = fold(word)[:MOST_CHARACTERS]
    if plain in STOP_WORDS:
        return ""
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    with _lock:
        return _stemmer.stemWord(plain)


def fold(word: str) -> str:
    """Return `word` in small letters, without accents, apostrophes or a possessive s."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(c for c in decomposed if c.isalnum() or c == "'")
    return _POSSESSIVE.sub("", word.casefold())
