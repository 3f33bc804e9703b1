"""What a result shows of a text: the piece where the words stand, with the words marked.

Made from the text itself, not by the databases, so that both mark the same; everything is escaped.
"""

import re

from django.utils.safestring import SafeString

from portal.search.words import split, stem_of_each
from portal.ui import richtext

MOST_WORDS = 36
MOST_CHARACTERS = 20_000  # of a text are looked through
_BEFORE = 6
# A list or a table, run together on one line, keeps its items apart; a sentence has its full stop.
_ITEM_ENDS = re.compile(r"(?<![.!?:;,\s])\s*\n\s*")


def marked(text: str, runs) -> SafeString:
    """Return `text`, escaped, with `<mark>` around each run of words. `runs` are stems, the longest first."""
    parts = split(text)
    return richtext.with_marks(_pieces(parts, 0, len(parts), _hits(stem_of_each(parts), runs)))


def snippet(text: str, runs) -> SafeString:
    """Return about 36 words of `text`, escaped: those from shortly before most of the runs, or its beginning."""
    parts = split(text[:MOST_CHARACTERS])
    stems = stem_of_each(parts)
    hits = _hits(stems, runs)
    first = _best_start(len(stems), hits)
    last = min(first + MOST_WORDS, len(stems)) - 1
    start = 2 * first + 1 if first else 0
    end = 2 * last + 2 if last < len(stems) - 1 else len(parts)
    pieces = _pieces(parts, start, end, [(a, b) for a, b in hits if a >= first and b <= last])
    return richtext.with_marks([("… " if start else "", False), *pieces, (" …" if end < len(parts) else "", False)])


def _hits(stems, runs):
    """Return the numbers of the first and last word of each run, its words one after the other but for stop words."""
    starters = {}
    for run in runs:
        starters.setdefault(run[0], []).append(run)
    if starters.keys().isdisjoint(stems):
        return []
    kept = [number for number, stem in enumerate(stems) if stem]
    hits, free_from = [], 0
    for at in [at for at, number in enumerate(kept) if stems[number] in starters]:
        for run in starters[stems[kept[at]]]:
            numbers = kept[at : at + len(run)]
            if at >= free_from and tuple(stems[number] for number in numbers) == run:
                hits.append((numbers[0], numbers[-1]))
                free_from = at + len(run)
    return hits


def _best_start(count, hits):
    """Return the number of the word to begin with, of `count`, so that as many hits as possible stand in the piece."""
    if count <= MOST_WORDS or not hits:
        return 0
    numbers = [first for first, _ in hits]
    best = max(numbers, key=lambda first: sum(first <= other < first + MOST_WORDS - _BEFORE for other in numbers))
    return max(0, min(best - _BEFORE, count - MOST_WORDS))


def _pieces(parts, start, end, hits):
    """Yield (plain text, whether it is marked), which make up the text between two numbers of its parts."""
    for first, last in hits:
        yield _on_one_line("".join(parts[start : 2 * first + 1])), False
        start = 2 * last + 2
        yield "".join(parts[2 * first + 1 : start]), True
    yield _on_one_line("".join(parts[start:end])), False


def _on_one_line(text):
    return _ITEM_ENDS.sub(" · ", text)
