"""A connection that the server has ended is replaced before a request uses it, though it is seldom asked for."""

import psycopg2
import pytest
from django.db import OperationalError, connection

from portal.ui.postgresql import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.on_postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL: its connections"),
]


@pytest.fixture
def kept():
    """A connection as a worker keeps it, asked for a moment ago."""
    connection.close()
    connection.ensure_connection()
    connection.health_check_enabled, connection.close_at = True, None
    begin_request()
    assert process() > 0
    yield
    connection.close()


def begin_request():
    connection.close_if_unusable_or_obsolete()


def process():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def end(number):
    """As a restart of the server does, or its administrator."""
    with psycopg2.connect(**connection.get_connection_params()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
    other.close()


def test_the_server_is_not_asked_again_within_a_few_seconds(kept, monkeypatch):
    monkeypatch.setattr(base.base.DatabaseWrapper, "is_usable", lambda self: pytest.fail("asked"))
    before = process()
    begin_request()
    assert process() == before


def test_a_connection_that_the_server_ended_is_replaced_at_the_next_request(kept):
    before = process()
    end(before)
    begin_request()
    assert process() != before


def test_after_a_while_the_server_is_asked(kept, monkeypatch):
    monkeypatch.setattr(base, "ASK_EVERY", 0)
    asked = []
    whole = base.base.DatabaseWrapper.is_usable
    monkeypatch.setattr(base.base.DatabaseWrapper, "is_usable", lambda self: asked.append(1) or whole(self))
    begin_request()
    process()
    assert asked == [1]


def test_after_an_error_the_server_is_asked(kept):
    number = process()
    end(number)
    with pytest.raises(OperationalError):
        process()
    begin_request()
    assert process() != number
