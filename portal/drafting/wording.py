"""Within one sentence: which words went and which came."""

import re

from portal.drafting.align import equal_pairs
from portal.drafting.changes import ADDED, REMOVED, SAME, Run

# A word with its apostrophes and hyphens, a space, or a mark by itself.
_TOKEN = re.compile(r"\w+(?:[’'\-.,]\w+)*|\s+|[^\w\s]")
# Below this share of common letters two sentences are told apart whole: words marked here and there can't be read.
_MOSTLY = 0.5
# One short word between two changes is no island worth standing on.
_ISLAND = 4


def word_runs(old: str, new: str, effort) -> list[Run]:
    """Return runs that turn one sentence into the other: word by word if most stays, else one away and one to come."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    pairs = _without_islands(equal_pairs(one, other, effort), one, len(other))
    kept = sum(len(one[at]) for at, _ in pairs)
    if 2 * kept < _MOSTLY * (len(old) + len(new)):
        return [Run(REMOVED, old), Run(ADDED, new)]
    runs, a, b = [], 0, 0
    for c, d in [*pairs, (len(one), len(other))]:
        runs += [Run(REMOVED, "".join(one[a:c])), Run(ADDED, "".join(other[b:d]))]
        if c < len(one):
            runs.append(Run(SAME, one[c]))
        a, b = c + 1, d + 1
    return [run for run in runs if run.text]


def _without_islands(pairs, tokens, ending):
    """Return pairs without the few letters that two changes happen to share between them."""
    stretches = []
    for pair in pairs:
        if stretches and (pair[0] - 1, pair[1] - 1) == stretches[-1][-1]:
            stretches[-1].append(pair)
        else:
            stretches.append([pair])
    found = []
    for stretch in stretches:
        words = "".join(tokens[at] for at, _ in stretch).strip()
        at_edge = stretch[0] == (0, 0) or stretch[-1] == (len(tokens) - 1, ending - 1)
        if at_edge or len(words) >= _ISLAND:
            found += stretch
    return found
