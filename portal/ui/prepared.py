"""Queries whose SQL is made once and then only given its values, for the pages that must be quick.

Making SQL of a QuerySet takes several times as long as a small query itself. The rule stays where it is, in the
QuerySet: this only keeps what it was made into.
"""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connections

from portal.ui.statements import fetch_all

# Stand in for the values while the SQL is made, so they must occur nowhere else in the query. By kind, and then by
# the place among the values.
_MARKS = {
    datetime: lambda place: datetime(1904, 5, 6, 7, 8, place, tzinfo=UTC),
    date: lambda place: date(1904, 5, 7 + place),
    int: lambda place: 1904050600 + place,
    str: lambda place: f"\x02value {place}\x03",
}


class _Made(NamedTuple):
    """SQL, its parameters, which of these stand for which value, and what makes a row of what the database gives."""

    compiler: Any
    sql: str
    params: list
    names: dict
    converters: dict


class Prepared:
    """Rows of `make(**values)`, a QuerySet with `values_list`, whose SQL is made at the first call.

    `kinds` gives each value's type: datetime, date, int or str. The values may only be compared with columns, or the
    SQL would differ from call to call; an int may also say where a slice begins.
    """

    def __init__(self, make, **kinds):
        self._make, self._kinds = make, kinds
        self._made = None

    def rows(self, **values) -> list[tuple]:
        """Return the rows for these values: one query."""
        connection = connections["default"]
        made = self._made
        if made is None or made.compiler.connection is not connection:
            made = self._made = self._prepare(connection)
        given = {name: _adapt(connection, value) for name, value in values.items()}
        params = [given[made.names[param]] if param in made.names else param for param in made.params]
        found = fetch_all(made.sql, params)
        if not made.converters:
            return found
        return [tuple(row) for row in made.compiler.apply_converters(found, made.converters)]

    def _prepare(self, connection):
        marks = {name: _MARKS[kind](place) for place, (name, kind) in enumerate(self._kinds.items())}
        compiler = self._make(**marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        params = list(params)
        for mark in marks.values():
            # Where a slice begins is written into the SQL: a parameter takes its place.
            if (at := sql.find(f"OFFSET {mark}")) >= 0:
                params.insert(sql[:at].count("%s"), mark)
                sql = sql.replace(f"OFFSET {mark}", "OFFSET %s")
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        names = {_adapt(connection, mark): name for name, mark in marks.items()}
        return _Made(compiler, sql, params, names, compiler.get_converters(columns))


def _adapt(connection, value):
    """Return a value as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
