"""What a result shows of a text: the piece where the words stand, with the words marked.

Made from the text itself, not by the databases, so that both mark the same; everything is escaped.
"""

import re

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from portal.search.words import tokens

MOST_WORDS = 36
MOST_CHARACTERS = 20_000  # of a text are looked through
_BEFORE = 6
# A list or a table, run together on one line, keeps its items apart; a sentence has its full stop.
_ITEM_ENDS = re.compile(r"(?<![.!?:;,\s])\s*\n\s*")


def marked(text: str, runs) -> SafeString:
    """Return `text`, escaped, with `<mark>` around each run of words. `runs` are stems, the longest first."""
    return _marked(text, _hits(tokens(text), runs))


def snippet(text: str, runs) -> SafeString:
    """Return about 36 words of `text`, escaped: those from shortly before most of the runs, or its beginning."""
    text = text[:MOST_CHARACTERS]
    words = tokens(text)
    hits = _hits(words, runs)
    first = _best_start(words, hits)
    last = min(first + MOST_WORDS, len(words)) - 1
    if last < 0:
        return escape(text)
    start = words[first][0] if first else 0
    end = words[last][1] if last < len(words) - 1 else len(text)
    inside = [(a - start, b - start) for a, b in hits if a >= start and b <= end]
    return format_html(
        "{}{}{}", "… " if start else "", _marked(text[start:end], inside), " …" if end < len(text) else ""
    )


def _hits(words, runs):
    """Return (start, end) of each place where a run stands, its words one after the other but for stop words."""
    kept = [word for word in words if word[2]]
    starters = {}
    for run in runs:
        starters.setdefault(run[0], []).append(run)
    hits, free_from = [], 0
    for at in [at for at, word in enumerate(kept) if word[2] in starters]:
        for run in starters[kept[at][2]]:
            if at >= free_from and tuple(stem for _, _, stem in kept[at : at + len(run)]) == run:
                hits.append((kept[at][0], kept[at + len(run) - 1][1]))
                free_from = at + len(run)
    return hits


def _best_start(words, hits):
    """Return the number of the word to begin with, so that as many hits as possible stand in the piece."""
    if len(words) <= MOST_WORDS or not hits:
        return 0
    starts = [start for start, _ in hits]
    numbers = [number for number, (start, _, _) in enumerate(words) if start in set(starts)]
    best = max(numbers, key=lambda first: sum(first <= other < first + MOST_WORDS - _BEFORE for other in numbers))
    return max(0, min(best - _BEFORE, len(words) - MOST_WORDS))


def _marked(text, hits):
    pieces, at = [], 0
    for start, end in hits:
        pieces += [(_on_one_line(text[at:start]),), (format_html("<mark>{}</mark>", text[start:end]),)]
        at = end
    return format_html_join("", "{}", [*pieces, (_on_one_line(text[at:]),)])


def _on_one_line(text):
    return _ITEM_ENDS.sub(" · ", text)
