"""What the database says about itself: migrations to come, durability, the queue of tasks."""

from datetime import timedelta
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Case, F, Min, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

SQLITE_DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
POSTGRESQL_DURABLE = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}


@cache
def known_migrations() -> frozenset[str]:
    """Return each migration on disk as `app.name`; files don't change under a running process."""
    return frozenset(".".join(key) for key in MigrationLoader(None).graph.nodes)


def migrations_to_come() -> list[str]:
    """Return the migrations that are on disk and not in the database, as `app.name`. One query."""
    applied = {".".join(key) for key in MigrationRecorder(connection).applied_migrations()}
    return sorted(known_migrations() - applied)


def durability_gaps() -> list[str]:
    """Return what the connection really has where it differs from what keeps a committed row: `fsync is off`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return [
                f"{name} is {value}"
                for name, wished in SQLITE_DURABLE.items()
                if (value := cursor.execute(f"PRAGMA {name}").fetchone()[0]) != wished
            ]
        gaps = []
        for name, wished in POSTGRESQL_DURABLE.items():
            cursor.execute(f"SHOW {name}")
            if (value := cursor.fetchone()[0]) not in wished:
                gaps.append(f"{name} is {value}")
        return gaps


def oldest_ready_task() -> timedelta:
    """Return how long the longest-waiting task has been ready; zero when none waits."""
    # django-tasks writes "at once" as the last day of time.
    since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min(since))["oldest"]
    return max(timezone.now() - oldest, timedelta(0)) if oldest else timedelta(0)
