"""What may be shown beyond those who run a cycle, when a number could give away what one authority said.

Nothing that rests on fewer than three authorities is shown, nor anything from which such a number follows: a total
minus what is shown beside it would be enough. Whoever shows counts to others gives them in here with whose they are,
and prints what comes back: None stands for "withheld". What is shown of the same authorities elsewhere, such as the
same counts in another cut, has to go through one call together; this module knows only what it is given.

A cell is given as the authorities that its things come from, one entry for each thing: of three statements, two of them
Ardenvale's, `["M01", "M01", "M02"]`; of a judgement, the authorities that gave it. A Counter by authority does as well.
"""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

MINIMUM = 3
WITHHELD = "Not shown: it rests on fewer than three authorities, or such a number would follow from it."


class ShownTable(NamedTuple):
    """Rows of numbers with the total of each row, of each column and of all; None is withheld."""

    rows: list[list[int | None]]
    row_totals: list[int | None]
    column_totals: list[int | None]
    total: int | None


def enough(authorities: int | Iterable) -> bool:
    """Return whether what rests on `authorities` (how many, or which; each counts once) may be shown to others."""
    number = authorities if isinstance(authorities, int) else len(set(authorities))
    return number >= MINIMUM


def shown(cells: Iterable) -> list[int | None]:
    """Return the number in each cell of one spread whose total is known, None where it is withheld.

    A zero is shown. Each number on one or two authorities is withheld, and with it further ones, the smallest
    first, until what is withheld rests on at least three authorities and no number in it follows from the rest.
    When nothing but zeros would be left, the whole spread is withheld.
    """
    given = [+Counter(cell) for cell in cells]
    hidden = {place for place, cell in enumerate(given) if cell and not enough(cell)}
    while hidden and not _keeps_secret([given[place] for place in hidden]):
        left = [_size(cell) for place, cell in enumerate(given) if cell and place not in hidden]
        if not left:
            break
        hidden |= {place for place, cell in enumerate(given) if _size(cell) == min(left)}
    if hidden and not any(cell for place, cell in enumerate(given) if place not in hidden):
        hidden = set(range(len(given)))
    return [None if place in hidden else cell.total() for place, cell in enumerate(given)]


def shown_table(rows: Iterable[Iterable]) -> ShownTable:
    """Return a table of counts, whose totals are shown below and beside it, with what has to be withheld.

    All rows are equally long. Totals are reckoned here: of several rows or columns that count different things no
    total makes sense, so give those to `shown` one by one.
    """
    grid = _with_totals([[+Counter(cell) for cell in row] for row in rows])
    hidden = {place for place, cell in grid.items() if cell and not enough(cell)}
    lines = _lines(grid)
    while more := _next_to_hide(grid, lines, hidden):
        hidden.add(more)
    last_row, last_column = max(grid)
    parts = {place for place in grid if place[0] < last_row and place[1] < last_column}
    if hidden and not any(grid[place] for place in parts - hidden):
        hidden |= parts  # nothing but zeros would be left

    def value(*place):
        return None if place in hidden else grid[place].total()

    return ShownTable(
        [[value(row, column) for column in range(last_column)] for row in range(last_row)],
        [value(row, last_column) for row in range(last_row)],
        [value(last_row, column) for column in range(last_column)],
        value(last_row, last_column),
    )


def _keeps_secret(cells) -> bool:
    """Whether nobody can tell the number in one of `cells`, none of them zero, who knows what they come to together."""
    whose = Counter()
    for cell in cells:
        whose.update(cell)
    if len(cells) < 2 or not enough(whose):
        return False
    each_alike = len({cell.total() for cell in cells}) == 1 and all(cell.total() < MINIMUM for cell in cells)
    return not each_alike  # with 1, 1 and 1 the sum tells it all, and so it does with 2 and 2


def _with_totals(rows):
    """Return {(row, column): Counter by authority} with a last row and a last column of totals."""
    width = len(rows[0]) if rows else 0
    grid = {(row, column): cell for row, cells in enumerate(rows) for column, cell in enumerate(cells)}
    for row, cells in enumerate(rows):
        grid[row, width] = sum(cells, Counter())
    for column in range(width + 1):
        grid[len(rows), column] = sum((grid[row, column] for row in range(len(rows))), Counter())
    return grid


def _lines(grid):
    """Return the places of each row and of each column, with its total."""
    last_row, last_column = max(grid)
    rows = [[(row, column) for column in range(last_column + 1)] for row in range(last_row + 1)]
    return rows + [[(row, column) for row in range(last_row + 1)] for column in range(last_column + 1)]


def _next_to_hide(grid, lines, hidden):
    """Return one more place to withhold, or None when nothing that is withheld follows from what is shown.

    A place whose other line hides something already comes first, zeros come before totals and totals last: so the
    fewest numbers go, and a table keeps its totals as long as it can.
    """
    wanting = [line for line in lines if _gives_away(grid, line, hidden)]
    if not wanting:
        told = _told(lines, hidden)
        wanting = [line for line in lines if told.intersection(line)]
    for line in wanting:
        left = [place for place in line if place not in hidden]
        if left:
            crossed = {place for other in lines if other is not line and hidden.intersection(other) for place in other}
            return min(left, key=lambda place: (*_kind(grid, place), place not in crossed, *_size(grid[place]), place))
    return None


def _gives_away(grid, line, hidden):
    """Whether what a line withholds can be told from the rest of the line alone."""
    inside = [place for place in line if place in hidden]
    if line[-1] in hidden:
        return len(inside) == 1
    return bool(inside) and not _keeps_secret([grid[place] for place in inside if grid[place]])


def _kind(grid, place):
    last_row, last_column = max(grid)
    return (place[0] == last_row) + (place[1] == last_column), not grid[place]


def _size(cell):
    return len(cell), cell.total()


def _told(lines, hidden):
    """Return those of the places `hidden` whose number follows from the shown ones, since lines add up.

    Each line is an equation in what it hides (a part counts +1, the total -1): a place is told when Gauss's
    elimination leaves an equation in it alone.
    """
    unknown = sorted(hidden)
    equations = [[Fraction(_sign(line, place)) for place in unknown] for line in lines]
    done = 0
    for column in range(len(unknown)):
        pivot = next((row for row in range(done, len(equations)) if equations[row][column]), None)
        if pivot is None:
            continue
        equations[done], equations[pivot] = equations[pivot], equations[done]
        first = equations[done][column]
        equations[done] = [number / first for number in equations[done]]
        for row, equation in enumerate(equations):
            if row != done and equation[column]:
                factor = equation[column]
                equations[row] = [a - factor * b for a, b in zip(equation, equations[done], strict=True)]
        done += 1
    alone = [[place for place, number in zip(unknown, row, strict=True) if number] for row in equations[:done]]
    return {places[0] for places in alone if len(places) == 1}


def _sign(line, place):
    if place not in line:
        return 0
    return -1 if place == line[-1] else 1
