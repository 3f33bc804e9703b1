"""A tile map: equal squares, each a place, roughly where it lies. What the component's template needs to draw one."""

from typing import NamedTuple

SIDE, GAP = 100, 6  # of a square with the gap to the next; units of the drawing
PIXELS = 1.05  # a unit, at most
SHORT_SIZE, LARGEST_TEXT, LINE = 34, 16, 1.15
WIDE, NARROW = "mwMWNO", "ijlftr-,. '"


class Place(NamedTuple):
    """A square to draw: where in the grid, whose page it leads to, its name broken into lines, and three letters."""

    column: int
    row: int
    name: str
    url: str
    short: str
    lines: tuple[str, ...]


def tile_map(places: list[Place]) -> dict | None:
    """Return what `components/tile_map.html` draws, the leftmost and topmost squares at the edge; None without places.

    `room` says how wide a column the names need ("few", "some" or "many" squares side by side); in less, each
    square shows its three letters.
    """
    if not places:
        return None
    left, top = min(place.column for place in places), min(place.row for place in places)
    columns = max(place.column for place in places) - left + 1
    rows = max(place.row for place in places) - top + 1
    longest = max(_width(line) for place in places for line in place.lines)
    size = round(min(LARGEST_TEXT, (SIDE - 3 * GAP) / longest), 1)
    # In reading order, which is also the order of the tab key.
    in_order = sorted(places, key=lambda place: (place.row, place.column))
    return {
        "width": columns * SIDE - GAP,
        "height": rows * SIDE - GAP,
        "pixels": round((columns * SIDE - GAP) * PIXELS),
        "side": SIDE - GAP,
        "size": size,
        "short_size": SHORT_SIZE,
        "room": "few" if columns <= 4 else "some" if columns <= 6 else "many",
        "tiles": [_tile(place, (place.column - left) * SIDE, (place.row - top) * SIDE, size) for place in in_order],
    }


def _width(line):
    """About how wide a line is, as a multiple of its height, in the fonts of the page."""
    return sum(0.9 if letter in WIDE else 0.38 if letter in NARROW else 0.61 for letter in line)


def _tile(place, x, y, size):
    """Return the square whose corner is at (x, y), its lines of text standing in the middle of it."""
    middle = y + (SIDE - GAP) / 2
    first = middle - (len(place.lines) - 1) * size * LINE / 2 + size * 0.35
    return {
        "x": x,
        "y": y,
        "centre": x + (SIDE - GAP) // 2,
        "name": place.name,
        "url": place.url,
        "short": place.short,
        "short_y": round(middle + SHORT_SIZE * 0.35, 1),
        "lines": [(round(first + number * size * LINE, 1), line) for number, line in enumerate(place.lines)],
    }
