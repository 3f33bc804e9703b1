"""All statements of a year by the steps of the ladder, where the Performance Summit shows them area by area beside it.

What the summit withholds must not follow from both together: what is shown here is chosen so that no number that rests
on fewer than three authorities is the difference of numbers that are shown.
"""

from collections import Counter
from typing import NamedTuple

from peerchallenge.disclosure import MINIMUM, enough, shown
from peerchallenge.ladder import LADDER
from peerchallenge.summit import shown_total
from peerchallenge.sums import Sums

ALL = frozenset(step.number for step in LADDER)
LOW, MIDDLE, HIGH = frozenset({0, 1}), frozenset({2}), frozenset({3, 4})
# What may be shown together, as much as possible first.
CHOICES = ((ALL, LOW, HIGH), (ALL, LOW), (ALL, HIGH), (ALL,))


class Steps(NamedTuple):
    """How many statements there are, and of these at steps 2 to 4, and at 3 or 4; None is withheld."""

    statements: int | None = None
    with_evidence: int | None = None
    high: int | None = None


def totals_beside(areas) -> Steps:
    """Return what may be shown of all `areas` together; an area is a Counter by authority for each step."""
    for choice in CHOICES:
        if not _gives_away(areas, choice):
            total, low, high = (_within(areas, steps).total() for steps in (ALL, LOW, HIGH))
            return Steps(total, total - low if LOW in choice else None, high if HIGH in choice else None)
    return Steps()


def _within(areas, steps):
    return sum((cells[step] for cells in areas for step in steps), Counter())


def _gives_away(areas, choice):
    """Whether a number on fewer than three authorities follows from the summit and the sums over steps in `choice`."""
    hidden = {(place, step): areas[place][step] for place, cells in enumerate(areas)
              for step, number in enumerate(shown(cells)) if number is None}  # fmt: skip
    of_areas = [{cell for cell in hidden if cell[0] == place}
                for place, cells in enumerate(areas) if shown_total(cells) is not None]  # fmt: skip
    known = Sums([*of_areas, *({cell for cell in hidden if cell[1] in steps} for steps in choice)])
    for steps in (ALL, LOW, MIDDLE, HIGH, *({step} for step in ALL)):
        pieces = [{cell for cell in hidden if cell[0] == place and cell[1] in steps} for place in range(len(areas))]
        told, rest = [piece for piece in pieces if known.tell(piece)], set()
        for piece in pieces:
            rest |= set() if known.tell(piece) else piece
        if any(_is_secret(hidden, piece) for piece in told) or (known.tell(rest) and _is_told(hidden, rest)):
            return True
    return False


def _is_secret(hidden, cells):
    whose = sum((hidden[cell] for cell in cells), Counter())
    return bool(whose) and not enough(whose)


def _is_told(hidden, cells):
    """Whether the sum of `cells`, which is known, tells a secret: it is one, or so small that all can only be alike."""
    said = [hidden[cell] for cell in cells if hidden[cell]]
    is_alike = len({cell.total() for cell in said}) == 1 and said[0].total() < MINIMUM
    return _is_secret(hidden, cells) or (is_alike and not all(enough(cell) for cell in said))
