"""What somebody else does between a page's look at the database and its writing."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def just_before_it_is_saved(*do):
    """Let each of `do` happen once: right before the first transaction that begins within."""
    waiting = list(do)

    def listen(execute, sql, params, many, context):
        while waiting and sql.startswith("SAVEPOINT"):
            waiting.pop(0)()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield
    assert waiting == []
