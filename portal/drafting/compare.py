"""Comparing two texts by parts, blocks and sentences, and within a sentence by words.

    changes = compare([Part("title", "Title", "March"), …], [Part("title", "Title", "April"), …])
    changes.in_words          # "1 part changed; 1 sentence changed."

Drawn by `templates/drafting/_changes.html`. Nothing here is markup: the template escapes every word.
"""

import re
from itertools import groupby, pairwise
from typing import NamedTuple

from portal.drafting.align import Effort, equal_pairs, rising, similar_pairs
from portal.drafting.blocks import Block, blocks
from portal.drafting.changes import ADDED, CHANGED, REMOVED, SAME, Change, Changes, Passage, Run
from portal.drafting.notes import differences, first_notes
from portal.drafting.sentences import sentences
from portal.drafting.wording import word_runs

PARTS_ALIKE, BLOCKS_ALIKE, SENTENCES_ALIKE = 0.5, 0.35, 0.45


class Part(NamedTuple):
    """One comparable piece of a record: `html` is rich text, or a plain value that was escaped."""

    key: str
    label: str
    html: str


def compare(old: list[Part], new: list[Part]) -> Changes:
    """Return what happened to each part, in the order of `new`; a removed part follows the one that it followed.

    Parts belong together that have the same key, else those whose words are clearly the same.
    """
    effort = Effort()
    before, after = [_kept(part) for part in old], [_kept(part) for part in new]
    pairs = _paired(old, new, before, after)
    in_place = {other for _, other in rising(sorted(pairs))}
    partner = {other: one for one, other in pairs}
    gone = _removed_after(len(old), partner, pairs)
    found = [_whole(old[at].label, before[at], REMOVED) for at in gone.get(-1, ())]
    for at, part in enumerate(new):
        if at in partner:
            one = partner[at]
            found.append(_changed(old[one].label, part.label, before[one], after[at], at not in in_place, effort))
        else:
            found.append(_whole(part.label, after[at], ADDED))
        found += [_whole(old[one].label, before[one], REMOVED) for one in gone.get(at, ())]
    return Changes(found)


def _kept(part) -> list[Block]:
    return [block for block in blocks(part.html) if block.text]


def _paired(old, new, before, after):
    """Return index pairs of parts that are the same one: by key, then by their words."""
    keys = {part.key: at for at, part in enumerate(old)}
    pairs, taken = [], set()
    for at, part in enumerate(new):
        if (one := keys.get(part.key)) is not None and one not in taken:
            pairs.append((one, at))
            taken.add(one)
    matched = {at for _, at in pairs}
    loose_old = [at for at in range(len(old)) if at not in taken]
    loose_new = [at for at in range(len(new)) if at not in matched]
    alike = similar_pairs(
        [_features(old[at].label, before[at]) for at in loose_old],
        [_features(new[at].label, after[at]) for at in loose_new],
        PARTS_ALIKE,
    )
    return pairs + [(loose_old[one], loose_new[other]) for one, other in alike]


def _features(label, found):
    return features(" ".join([label, *(block.text for block in found)]))


def features(text: str) -> frozenset:
    """Return the words of a text and its pairs of neighbouring words, by which two texts are found to be alike."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(words) | frozenset(pairwise(words))


def _removed_after(count, partner, pairs):
    """Return, for each new part (-1: the start), the old ones that are gone and stood after it."""
    now = dict(pairs)
    gone, last = {}, -1
    for one in range(count):
        if one in now:
            last = now[one]
        else:
            gone.setdefault(last, []).append(one)
    return gone


def _whole(label, found, state):
    """Return a part that stands in one of the two texts only."""
    passages = tuple(_whole_passage(block, state) for block in found)
    return Change(label if state == ADDED else "", label if state == REMOVED else "", state, False, passages)


def _whole_passage(block, state):
    notes = first_notes(block) if state == ADDED else ()
    return Passage(block.kind, state, (Run(state, block.text),), notes, (state,) * len(sentences(block.text)))


def _changed(old_label, label, before, after, has_moved, effort):
    """Return a part that stands in both texts."""
    passages = tuple(
        _whole_passage(block, REMOVED) if other is None
        else _whole_passage(other, ADDED) if block is None
        else _passage(block, other, effort)
        for block, other in _side_by_side(before, after, lambda block: block.text, BLOCKS_ALIKE, effort)
    )  # fmt: skip
    is_same = old_label == label and all(passage.state == SAME for passage in passages)
    return Change(label, old_label, SAME if is_same else CHANGED, has_moved, passages)


def _side_by_side(old, new, words, at_least, effort):
    """Return (old, new) for things that belong together and (old, None), (None, new) for the others, in order."""
    old_words, new_words = [words(thing) for thing in old], [words(thing) for thing in new]
    equal = equal_pairs(old_words, new_words, effort)
    pairs = []
    for (a, b), (c, d) in zip([(-1, -1), *equal], [*equal, (len(old), len(new))], strict=True):
        if a + 1 < c and b + 1 < d:
            ones, others = ([features(text) for text in some] for some in (old_words[a + 1 : c], new_words[b + 1 : d]))
            alike = rising(sorted(similar_pairs(ones, others, at_least)))
            pairs += [(a + 1 + one, b + 1 + other) for one, other in alike]
        pairs.append((c, d))
    rows, one, other = [], 0, 0
    for c, d in pairs:
        rows += [(thing, None) for thing in old[one:c]] + [(None, thing) for thing in new[other:d]]
        if c < len(old):
            rows.append((old[c], new[d]))
        one, other = c + 1, d + 1
    return rows


def _passage(block, other, effort):
    """Return one block in two versions."""
    notes = differences(block, other)
    if block.text == other.text:
        return Passage(other.kind, CHANGED if notes else SAME, (Run(SAME, block.text),), notes)
    rows = _side_by_side(sentences(block.text), sentences(other.text), str.strip, SENTENCES_ALIKE, effort)
    runs = _joined(run for one, two in rows for run in _sentence_runs(one, two, effort))
    return Passage(other.kind, CHANGED, runs, notes, tuple(_tally(rows)))


def _tally(rows):
    """Yield the state of each sentence that is not in both texts as it is."""
    for one, other in rows:
        if one is None or other is None:
            yield ADDED if one is None else REMOVED
        elif one.strip() != other.strip():
            yield CHANGED


def _sentence_runs(old, new, effort):
    """Return the runs of a sentence in two versions, one of which may be None."""
    if old is None or new is None:
        return [Run(ADDED, new) if old is None else Run(REMOVED, old)]
    if old.strip() != new.strip():
        return word_runs(old, new, effort)
    words = old.rstrip()
    if old == new:
        return [Run(SAME, old)]
    # The space belongs to what follows, which may stand in one of the two only.
    return [Run(SAME, words), Run(REMOVED, old[len(words) :]), Run(ADDED, new[len(words) :])]


def _joined(runs):
    """Return runs with neighbours of one state joined; between two that stay, what went stands before what came."""
    found = []
    for stays, some in groupby((run for run in runs if run.text), lambda run: run.state == SAME):
        some = list(some)
        for state in (SAME,) if stays else (REMOVED, ADDED):
            if text := "".join(run.text for run in some if run.state == state):
                found.append(Run(state, text))
    return tuple(found)


__all__ = ["Change", "Changes", "Part", "Passage", "Run", "compare"]
