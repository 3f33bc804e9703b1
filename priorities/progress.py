"""How far a number of actions has come: in a sentence, and in a picture beside it that says the same."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from priorities.models import Action

WIDTH = 100  # of the picture, in its own units
GAP = 1
_ORDER = (Action.Status.DONE, Action.Status.UNDER_WAY, Action.Status.NOT_STARTED, Action.Status.STOPPED)


class Share(NamedTuple):
    """The actions in one state: `words` are "2 under way"; `x` and `width` place it in the picture."""

    status: str
    count: int
    words: str
    x: float
    width: float


class Progress(NamedTuple):
    """`count` actions, by state, in the order done, under way, not started, stopped; states that none is in are out."""

    count: int
    shares: tuple[Share, ...]

    def __str__(self):
        """ "5 actions: 2 done, 2 under way, 1 not started"; empty when there is none."""
        if not self.count:
            return ""
        actions = "1 action" if self.count == 1 else f"{self.count:,} actions"
        return f"{actions}: {', '.join(share.words for share in self.shares)}"

    def __bool__(self):
        return bool(self.count)


def progress_of(statuses: Iterable[str]) -> Progress:
    """Return how far actions in these states have come."""
    return progress(Counter(statuses))


def progress(counts: dict[str, int]) -> Progress:
    """Return the same from the number of actions in each state."""
    found = [(status, counts[status]) for status in _ORDER if counts.get(status)]
    total = sum(count for _, count in found)
    room = WIDTH - GAP * (len(found) - 1)
    shares, x = [], 0.0
    for status, count in found:
        width = room * count / total
        words = f"{count:,} {Action.Status(status).label.lower()}"
        shares.append(Share(str(status), count, words, round(x, 2), round(width, 2)))
        x += width + GAP
    return Progress(total, tuple(shares))
