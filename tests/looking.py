"""What tests look at: a record as it is stored by now, and the queries that a page asks."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def fresh(record):
    """Return the record read anew, with nothing that was remembered of it."""
    return type(record)._default_manager.get(pk=record.pk)


def queries_of(client, address) -> int:
    """Return how many queries the page asks when it is opened again: the first time notes who reads it."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])
