"""Cells of spreadsheets: what is written into one is never run, whatever it says.

A spreadsheet runs a cell that begins with = + - @ or a tab. Such a cell is written with an apostrophe before it and
read back without; one that began with apostrophes before such a sign gets one more, so that nothing is lost.
"""

import csv
import io
import re
from typing import NamedTuple

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]")


class Problem(NamedTuple):
    """One thing that is wrong with a table: where, what stands there, which rule it breaks, how to mend it.

    `row` counts as a spreadsheet does; `sheet` is named where there are several.
    """

    row: int | None
    column: str
    value: str
    rule: str
    mend: str
    sheet: str = ""


def one_line(text) -> str:
    """Return text as a cell holds it: on one line, one space between words, without control characters."""
    return " ".join(_CONTROL.sub(" ", str(text)).split())


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a cell, as it came in, is a formula: text that begins so goes out with an apostrophe before it."""
    return cell.lstrip().startswith("=")


def unsafe(cell: str) -> str:
    """Return what `safe` was given."""
    return cell[1:] if _QUOTED.match(cell) else cell


def write_csv(columns, rows) -> bytes:
    """Return a table of `rows`, lists of text in the order of `columns`, as CSV in UTF-8 with the mark by which Excel
    knows it."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows([safe(cell) for cell in row] for row in rows)
    return f"\ufeff{text.getvalue()}".encode()
