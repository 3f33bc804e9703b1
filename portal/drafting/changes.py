"""What changed between two texts, as plain values that a template draws."""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
# Unchanged passages are folded away when together they have more words than this.
FOLDED_FROM = 25


class Run(NamedTuple):
    """Some words and whether they are "same", "added" or "removed"."""

    state: str
    text: str

    @property
    def is_space(self):
        return not self.text.strip()


@dataclass(frozen=True)
class Passage:
    """One block of text (its `kind` as in `blocks.Block`) and what happened to it.

    The runs without what was added are the old words, without what was removed the new ones, letter for letter.
    `notes` say in words what runs can't: targets of links, pictures that were replaced, formatting. `tally` has the
    state of each sentence that did not stay as it was.
    """

    kind: str
    state: str
    runs: tuple[Run, ...]
    notes: tuple[str, ...] = ()
    tally: tuple[str, ...] = ()

    @property
    def old_text(self):
        return "".join(run.text for run in self.runs if run.state != ADDED)

    @property
    def new_text(self):
        return "".join(run.text for run in self.runs if run.state != REMOVED)


class Group(NamedTuple):
    """Passages that are drawn together: one list, one table, or unchanged ones behind a `summary` in words."""

    kind: str
    summary: str
    passages: list


@dataclass(frozen=True)
class Change:
    """One part of a record in two versions. `old_label` is empty where the part is new, `label` where it is gone."""

    label: str
    old_label: str
    state: str
    has_moved: bool
    passages: tuple[Passage, ...]

    @property
    def name(self):
        return self.label or self.old_label

    @property
    def is_renamed(self):
        return bool(self.label and self.old_label and self.label != self.old_label)

    @property
    def label_runs(self):
        return (Run(REMOVED, self.old_label), Run(ADDED, self.label))

    @property
    def told(self) -> str:
        """The state as a word on a page."""
        return "Unchanged" if self.state == SAME else self.state.capitalize()

    @property
    def tag(self) -> str:
        """The kind of status tag that the state's word stands in."""
        return {SAME: "muted", ADDED: "done", REMOVED: "needs", CHANGED: "started"}[self.state]

    @property
    def runs(self):
        """All runs of the part, block after block."""
        return [run for passage in self.passages for run in passage.runs]

    @property
    def groups(self) -> list[Group]:
        """The passages as a page draws them, long unchanged stretches folded."""
        found = []
        for is_same, some in groupby(self.passages, lambda passage: passage.state == SAME):
            some = list(some)
            if is_same and sum(passage.new_text.count(" ") + 1 for passage in some) > FOLDED_FROM:
                found.append(Group("folded", f"{_counted(some)} unchanged", _drawn(some)))
            else:
                found += _drawn(some)
        return found


class Changes(list):
    """A list of Change, in the order of the new text; what was removed stands where it was."""

    @property
    def is_same(self):
        return all(change.state == SAME and not change.has_moved for change in self)

    @property
    def in_words(self) -> str:
        """One sentence: "2 parts changed, 1 added; 12 sentences added, 3 removed."."""
        if self.is_same:
            return "Nothing has changed."
        parts = [(sum(change.state == state for change in self), state) for state in (CHANGED, ADDED, REMOVED)]
        parts.append((sum(change.has_moved for change in self), "moved"))
        told = [_told("part", parts), _told("sentence", self._sentences())]
        return "; ".join(part for part in told if part) + "."

    def _sentences(self):
        tallies = [passage.tally for change in self for passage in change.passages]
        return [(sum(tally.count(state) for tally in tallies), state) for state in (ADDED, REMOVED, CHANGED)]


def _told(noun, counts):
    """Return "2 parts changed, 1 added" for [(2, "changed"), (1, "added")]; what is none is left out."""
    some = [(count, state) for count, state in counts if count]
    if not some:
        return ""
    first, state = some[0]
    rest = [f"{count:,} {state}" for count, state in some[1:]]
    return ", ".join([f"{first:,} {noun}{'' if first == 1 else 's'} {state}", *rest])


def _counted(passages):
    nouns = {"paragraph": "paragraph", "item": "list item", "numbered item": "list item", "row": "table row"}
    kinds = {nouns.get(passage.kind, "passage") for passage in passages}
    noun = kinds.pop() if len(kinds) == 1 else "passage"
    return f"{len(passages):,} {noun}{'' if len(passages) == 1 else 's'}"


def _drawn(passages):
    """Return neighbours of one kind together, so that a list is drawn as one list."""
    return [Group(kind, "", list(some)) for kind, some in groupby(passages, lambda passage: passage.kind)]
