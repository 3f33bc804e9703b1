"""Where each authority stands on its region's tile map: `data/tiles.csv`, our own rough arrangement, one row a square.

A row has the authority's code, column and row of the grid (from the left, from the top), three letters, and its name
in lines parted by "/". Authorities that never existed at the same time may stand in the same place.
"""

import csv
from functools import cache

from portal.ui.tile_map import Place, tile_map

from .reference_files import FOLDER


@cache
def squares(path=FOLDER / "tiles.csv") -> dict[str, dict]:
    """Return the rows of the file by code: `column`, `row`, `short` and `lines`."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: {
                "column": int(row["column"]),
                "row": int(row["row"]),
                "short": row["short"],
                "lines": tuple(row["lines"].split("/")),
            }
            for row in csv.DictReader(file)
        }


def map_of(authorities) -> dict | None:
    """Return the drawing of a region's authorities, as `tile_map` makes it, and give each its three letters (`short`).

    None, and no letters, when there are none or one of them has no place: a map with a hole would mislead.
    """
    known = squares()
    if not all(authority.code in known for authority in authorities):
        return None
    for authority in authorities:
        authority.short = known[authority.code]["short"]
    return tile_map(
        [
            Place(name=authority.name, url=authority.get_absolute_url(), **known[authority.code])
            for authority in authorities
        ]
    )
