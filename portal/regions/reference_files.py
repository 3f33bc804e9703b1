"""The files of reference data: what is in them, and everything that is wrong with them.

One file a table, in `data/`. A row says in `source` where its facts are from. Days are written 2019-04-01; the first
and the last day both count; an empty first day is "before these records", an empty last day "to this day". Rows point
at each other by their lasting keys: a region's slug, an authority's three-digit code, a trust's slug.
"""

import csv
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError

from .reference_tables import TABLES

FOLDER = Path(__file__).parent / "data"


class Row(dict):
    """A row's values by column (days as dates, successors as a list of keys), and its number in the file."""

    def __init__(self, table, number, values):
        super().__init__(values)
        self.table, self.number = table, number

    @property
    def key(self):
        return tuple(self[column] for column in self.table.key)

    @property
    def first_day(self):
        return self["from_on"] or date.min

    @property
    def last_day(self):
        return self["to_on"] or date.max

    def pointers(self):
        """Yield (column, table's name, key) for everything that the row points at."""
        for column, target in self.table.points_at.items():
            for key in self[column] if column == "successors" else [self[column]]:
                yield column, target, (key,)

    def problem(self, column, rule, value=None):
        return Problem(self.table.name, self.number, column, str(self[column] or "") if value is None else value, rule)


class Problem(NamedTuple):
    """A rule that a cell breaks; `row` counts the lines of the file, the header being 1."""

    file: str
    row: int
    column: str
    value: str
    rule: str

    def __str__(self):
        return f"{self.file}.csv, row {self.row}, {self.column or 'the whole row'}: {self.value!r} {self.rule}"


class BadReference(Exception):
    """The files can't be used; `problems` lists everything that is wrong with them."""

    def __init__(self, problems):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read(folder=FOLDER):
    """Return the rows of the files in `folder`, as {table's name: [Row]}. Raises BadReference."""
    problems = []
    tables = {table.name: list(_rows(table, Path(folder), problems)) for table in TABLES}
    by_key = {name: {row.key: row for row in rows} for name, rows in tables.items()}
    for table in TABLES:
        problems += _repeats(table, tables[table.name])
        for row in tables[table.name]:
            problems += [*_wrong_pointers(row, by_key), *_wrong_days(row, by_key)]
    problems += _overlaps(tables["gss_codes"])
    if problems:
        raise BadReference(sorted(problems, key=lambda problem: (problem.file, problem.row)))
    return tables


def _rows(table, folder, problems):
    """Yield the rows of a file; what can't be read becomes a problem."""
    try:
        lines = list(csv.reader((folder / f"{table.name}.csv").read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(table.name, 1, "", type(error).__name__, "is what reading the file ended in"))
        return
    header, *body = lines or [[]]
    if tuple(header) != table.columns:
        problems.append(Problem(table.name, 1, "", ",".join(header), f"should be {','.join(table.columns)}"))
        return
    if not body:
        problems.append(Problem(table.name, 1, "", "", "is followed by no rows"))
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(table.columns):
            problems.append(Problem(table.name, number, "", ",".join(cells), f"should have {len(table.columns)} cells"))
            continue
        row = Row(table, number, {})
        for column, cell in zip(table.columns, cells, strict=True):
            row[column] = _value(row, column, cell.strip(), problems)
        yield row


def _value(row, column, cell, problems):
    """Return what a cell says; one that the model would not take is a problem, and no day if it should be one."""
    if column == "successors":
        return cell.split()
    model_field = row.table.model._meta.get_field(column)
    if column in row.table.points_at:
        return cell
    rules = []
    if column == "source" and not cell:
        rules.append("should say where the row's facts are from")
    if column == row.table.key[0] and row.table.pattern[0] and not re.fullmatch(row.table.pattern[0], cell):
        rules.append(f"should be {row.table.pattern[1]}")
    value = None if model_field.null else cell
    try:
        value = model_field.clean(cell or value, None)
    except ValidationError as error:
        rules += [f"is refused: {message}" for message in error.messages]
    problems += [row.problem(column, rule, cell) for rule in rules]
    return value


def _repeats(table, rows):
    for columns in table.unique:
        found = Counter(tuple(row[column] for column in columns) for row in rows)
        for row in rows:
            value = tuple(row[column] for column in columns)
            if found[value] > 1 and all(value):
                yield row.problem(columns[0], "is in more than one row", " ".join(value))


def _wrong_pointers(row, by_key):
    for column, target, key in row.pointers():
        if by_key[target] and key not in by_key[target]:  # a file that couldn't be read is a problem already
            yield row.problem(column, f"is not in {target}.csv", key[0])


def _wrong_days(row, by_key):
    """A row ends after it begins, within the days of what it points at; successors begin the day after its last."""
    if "from_on" not in row:
        return
    if row.last_day < row.first_day:
        yield row.problem("to_on", "is before the first day")
    for column, target, key in row.pointers():
        other = by_key[target].get(key)
        if other is None or "from_on" not in other:
            continue
        if column == "successors":
            if row["to_on"] is None or other["from_on"] != row["to_on"] + timedelta(days=1):
                yield row.problem(column, "should begin the day after this row ends", key[0])
        elif row.first_day < other.first_day or row.last_day > other.last_day:
            yield row.problem(column, "did not exist on all days of this row")


def _overlaps(rows):
    """An authority has one GSS code at a time."""
    for earlier, later in pairwise(sorted(rows, key=lambda row: (row["authority"], row.first_day))):
        if earlier["authority"] == later["authority"] and later.first_day <= earlier.last_day:
            yield later.problem("from_on", f"is before {earlier['code']} ended")
