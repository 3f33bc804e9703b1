"""Which things of two lists belong together. Time is bounded, however long or repetitive the lists are."""

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise

# Repetitive stretches are compared step by step as long as this many steps are left; then they count as different.
STEPS = 150_000
_LONGEST_STRETCH = 40_000
_ROUNDS = 6
_CANDIDATES = 8
_TOO_COMMON = 12


class Effort:
    """How many steps one comparison may still take, shared by all of its parts."""

    def __init__(self, steps=STEPS):
        self.left = steps

    def allows(self, steps) -> bool:
        if steps > min(self.left, _LONGEST_STRETCH):
            return False
        self.left -= steps
        return True


def equal_pairs(old, new, effort) -> list[tuple[int, int]]:
    """Return index pairs of equal things, rising in both lists: what two texts share, in their order.

    What stands once in both lists leads (so that a moved "the" never does); stretches between are compared step by
    step while `effort` allows it.
    """
    pairs, waiting = [], [(0, len(old), 0, len(new), 0)]
    while waiting:
        old_from, old_to, new_from, new_to, rounds = waiting.pop()
        while old_from < old_to and new_from < new_to and old[old_from] == new[new_from]:
            pairs.append((old_from, new_from))
            old_from, new_from = old_from + 1, new_from + 1
        while old_from < old_to and new_from < new_to and old[old_to - 1] == new[new_to - 1]:
            old_to, new_to = old_to - 1, new_to - 1
            pairs.append((old_to, new_to))
        if old_from == old_to or new_from == new_to:
            continue
        anchors = _singles(old, old_from, old_to, new, new_from, new_to) if rounds < _ROUNDS else []
        if anchors:
            pairs += anchors
            edges = [(old_from - 1, new_from - 1), *anchors, (old_to, new_to)]
            waiting += [(a + 1, c, b + 1, d, rounds + 1) for (a, b), (c, d) in pairwise(edges)]
        elif effort.allows((old_to - old_from) * (new_to - new_from)):
            steps = _step_by_step(old[old_from:old_to], new[new_from:new_to])
            pairs += [(a + old_from, b + new_from) for a, b in steps]
    return sorted(pairs)


def _singles(old, old_from, old_to, new, new_from, new_to):
    """Return the longest rising pairs of things that stand exactly once in each stretch."""
    counts, others = Counter(old[old_from:old_to]), Counter(new[new_from:new_to])
    places = {new[at]: at for at in range(new_from, new_to) if others[new[at]] == 1}
    return rising(
        [(at, places[old[at]]) for at in range(old_from, old_to) if counts[old[at]] == 1 and old[at] in places]
    )


def _step_by_step(old, new):
    """Return the longest common subsequence as index pairs, in len(old) x len(new) steps."""
    width = len(new) + 1
    rows = [[0] * width]
    for thing in reversed(old):
        below, row = rows[-1], [0] * width
        for at in range(len(new) - 1, -1, -1):
            row[at] = below[at + 1] + 1 if thing == new[at] else max(below[at], row[at + 1])
        rows.append(row)
    rows.reverse()
    pairs, one, other = [], 0, 0
    while one < len(old) and other < len(new):
        if old[one] == new[other]:
            pairs.append((one, other))
            one, other = one + 1, other + 1
        elif rows[one + 1][other] >= rows[one][other + 1]:
            one += 1
        else:
            other += 1
    return pairs


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of `pairs`, which rise in their first number, that rise in their second too."""
    tails, ends, before = [], [], {}
    for pair in pairs:
        at = bisect_left(tails, pair[1])
        tails[at : at + 1], ends[at : at + 1] = [pair[1]], [pair]
        before[pair] = ends[at - 1] if at else None
    found, pair = [], ends[-1] if ends else None
    while pair is not None:
        found.append(pair)
        pair = before[pair]
    return found[::-1]


def similar_pairs(old: list[frozenset], new: list[frozenset], at_least: float) -> list[tuple[int, int]]:
    """Return index pairs of sets that have `at_least` this share in common (0 to 1), the likest first, each once.

    Only sets that share something uncommon are looked at, and of those the eight that share most.
    """
    places = defaultdict(list)
    for at, features in enumerate(old):
        for feature in features:
            places[feature].append(at)
    scored = sorted(
        (-score, abs(one - other), one, other)
        for other, features in enumerate(new)
        for one in _candidates(features, places)
        if (score := likeness(old[one], features)) >= at_least
    )
    taken_old, taken_new, pairs = set(), set(), []
    for _, _, one, other in scored:
        if one not in taken_old and other not in taken_new:
            taken_old.add(one)
            taken_new.add(other)
            pairs.append((one, other))
    return pairs


def _candidates(features, places):
    """Return the few places that share most with `features`; what stands nearly everywhere tells nothing."""
    shared = Counter()
    for feature in features:
        if len(found := places.get(feature, ())) <= _TOO_COMMON:
            shared.update(found)
    return [at for at, _ in shared.most_common(_CANDIDATES)]


def likeness(one: frozenset, other: frozenset) -> float:
    """Return the share of two sets that is common to both: 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
