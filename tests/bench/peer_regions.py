"""More regions with peer challenge, copied inside the database from the first: what is measured is in that one."""

from django.apps import apps
from django.db import connection, models

LABELS = ("regions", "accounts", "peerchallenge")
APART = 10_000_000  # between the keys of a row and of its copy


def copy_regions(count):
    """Copy each row of the first region `count` times, with everybody and all that they said."""
    copied = [model for label in LABELS for model in apps.get_app_config(label).get_models()]
    for number in range(1, count + 1):
        for model in copied:
            _copy(model, set(copied), number)


def _copy(model, copied, number):
    fields, quote = model._meta.concrete_fields, connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(_value(field, quote(field.column), copied, number) for field in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id < {APART}")


def _value(field, column, copied, number):
    """What stands in the copy: keys further on, ids of its own, of other words that are unique another first letter."""
    if field.primary_key or (field.is_relation and field.related_model in copied):
        return f"{column} + {number * APART}"
    if isinstance(field, models.UUIDField) and field.unique:
        return "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    if field.unique:
        return f"'{number}' || substr({column}, 2)"
    return column
