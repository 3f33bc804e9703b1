"""Statements that PostgreSQL keeps planned: the same rows as ever, one query, and a new connection begins anew."""

import pytest
from django.db import connection

from portal.regions.models import Region
from portal.ui import statements
from portal.ui.statements import fetch_all

pytestmark = pytest.mark.django_db
TABLE = Region._meta.db_table
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL: its statements")


def test_values_by_name_and_by_place(mercia, wessex, django_assert_num_queries):
    with django_assert_num_queries(3):
        by_name = fetch_all(
            f"SELECT name FROM {TABLE} WHERE slug = %(slug)s OR (slug LIKE 'x%%' AND slug <> %(slug)s)",
            {"slug": "mercia", "not asked for": 1},
        )
        by_place = fetch_all(f"SELECT name FROM {TABLE} WHERE slug IN (%s, %s) ORDER BY name", ["wessex", "mercia"])
        without = fetch_all(f"SELECT COUNT(*) FROM {TABLE}", [])
    assert (by_name, by_place, without) == ([("Mercia",)], [("Mercia",), ("Wessex",)], [(2,)])


@only_postgresql
def test_a_statement_is_prepared_once_for_each_connection(mercia):
    sql = f"SELECT name AS asked_thrice FROM {TABLE} WHERE slug = %s"
    for slug in ("mercia", "nowhere", "mercia"):
        fetch_all(sql, [slug])
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE 'PREPARE%asked_thrice%'")
        assert cursor.fetchall() == [(3,)]


@only_postgresql
def test_there_is_a_most_after_which_it_begins_anew(mercia, monkeypatch):
    monkeypatch.setattr(statements, "MOST_STATEMENTS", 3)
    found = [fetch_all(f"SELECT {number}, name FROM {TABLE} WHERE slug = %s", ["mercia"]) for number in range(7)]
    assert found == [[(number, "Mercia")] for number in range(7)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements")
        assert cursor.fetchone()[0] <= 3


@only_postgresql
def test_what_is_wrong_with_a_statement_is_an_error_of_django(mercia):
    from django.db import ProgrammingError, transaction

    with pytest.raises(ProgrammingError), transaction.atomic():
        fetch_all("SELECT nothing FROM nowhere", [])
    assert fetch_all(f"SELECT COUNT(*) FROM {TABLE}", []) == [(1,)]


@pytest.mark.django_db(transaction=True)
@only_postgresql
def test_a_new_connection_begins_anew(mercia):
    sql = f"SELECT name FROM {TABLE} WHERE slug = %s"
    assert fetch_all(sql, ["mercia"]) == [("Mercia",)]
    connection.close()
    assert fetch_all(sql, ["mercia"]) == [("Mercia",)]
