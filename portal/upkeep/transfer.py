"""From SQLite into PostgreSQL: every row of every model, with its key, in one transaction."""

from pathlib import Path

from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction

ALIAS = "backup"


def from_sqlite(path: Path) -> None:
    """Replace everything in the database by the rows of the SQLite database at `path`, brought up to date first."""
    connections.databases[ALIAS] = {**connection.settings_dict, **_sqlite_settings(path)}
    try:
        for alias in (ALIAS, "default"):
            call_command("migrate", database=alias, interactive=False, verbosity=0)
        with transaction.atomic():
            call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
            for model in apps.get_models():
                _copy(model)
            _reset_sequences(apps.get_models(include_auto_created=True))
    finally:
        connections[ALIAS].close()
        del connections.databases[ALIAS]


def _sqlite_settings(path: Path) -> dict:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": 0}


def _copy(model) -> None:
    """Copy one model's rows as they are: saving "raw" changes no date, sends nothing, computes nothing."""
    if model._meta.proxy or not model._meta.managed:
        return
    rows = model._base_manager.using(ALIAS).order_by("pk").iterator(chunk_size=500)
    for copied in serializers.deserialize("python", serializers.serialize("python", rows), using=ALIAS):
        copied.save(using="default", force_insert=True)


def _reset_sequences(models) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
