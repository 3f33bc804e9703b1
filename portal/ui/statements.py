"""Statements that are asked at every turn: PostgreSQL parses and plans each once for each connection, then keeps it.

Planning a page's statement costs it more than running it. SQLite's driver keeps what it has parsed by itself.
"""

import re
from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from django.db import connection

_PLACE = re.compile(r"%(?:\((\w+)\))?([s%])")
# Where statements differ with what is asked, their number must end somewhere.
MOST_STATEMENTS = 200
# By the driver's own connection, which ends when the server ends it: {SQL: (its call, the names of its values)}.
_known = WeakKeyDictionary()


def fetch_all(sql: str, values: Mapping | Sequence) -> list[tuple]:
    """Return the rows of `sql` with `values`: by name for `%(name)s`, in order for `%s`; one query.

    The SQL is the code's own, the same text each time; everything that differs belongs in the values.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql, names = _call(sql)
            values = [values[name] for name in names]
        cursor.execute(sql, values)
        return cursor.fetchall()


def _call(sql):
    """Return what runs the statement on this connection, and the names (or places) of its values in order."""
    statements = _known.setdefault(connection.connection, {})
    if sql not in statements:
        if len(statements) >= MOST_STATEMENTS:
            _tell("DEALLOCATE ALL")
            statements.clear()
        numbered, names = _numbered(sql)
        name = f"kept_{len(statements)}"
        _tell(f"PREPARE {name} AS {numbered}")
        values = f"({', '.join(['%s'] * len(names))})" if names else ""
        statements[sql] = f"EXECUTE {name} {values}", names
    return statements[sql]


def _numbered(sql):
    """Return the statement with `$1`, `$2`… for its values, and whose name (or place) each number stands for."""
    numbers = {}

    def number(match):
        name, kind = match.groups()
        if kind == "%":
            return "%"
        return f"${numbers.setdefault(name or len(numbers), len(numbers) + 1)}"

    return _PLACE.sub(number, sql), tuple(numbers)


def _tell(command):
    # Not a query of the page's: past Django's cursor, which would count it.
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(command)
