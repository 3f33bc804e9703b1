"""What follows from sums: whether somebody who knows the sums of some sets of cells can tell that of another set.

`Sums([{"a", "b"}, {"b"}]).tell({"a"})` is True: the first minus the second.
"""

from collections.abc import Hashable, Iterable

# Whole numbers modulo a prime behave as fractions do, without growing.
_PRIME = 2_147_483_647


class Sums:
    """The sums of sets of cells that are known, by Gauss's elimination."""

    def __init__(self, sets: Iterable[set[Hashable]]):
        self._rows = {}  # {cell: a row that has it, and none of the cells before}
        for cells in sets:
            left = self._left(dict.fromkeys(cells, 1))
            if left:
                cell, value = next(iter(left.items()))
                inverse = pow(value, -1, _PRIME)
                self._rows[cell] = {other: number * inverse % _PRIME for other, number in left.items()}

    def tell(self, cells: set[Hashable]) -> bool:
        """Return whether the sum of `cells` follows from those that are known."""
        return not self._left(dict.fromkeys(cells, 1))

    def _left(self, row):
        """The row minus what is known of it; the rows that are known are taken in the order in which they came."""
        for cell, known in self._rows.items():
            if factor := row.get(cell, 0):
                for other, number in known.items():
                    left = (row.get(other, 0) - factor * number) % _PRIME
                    row = {**row, other: left}
        return {cell: number for cell, number in row.items() if number}
