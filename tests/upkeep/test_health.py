"""What a monitor is told."""

from datetime import timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.upkeep import state
from portal.upkeep.work import release_stuck_tasks

pytestmark = pytest.mark.on_postgresql


def task(*, minutes_ago: int, status=TaskResultStatus.READY, run_after=None) -> DBTaskResult:
    made = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="portal.nothing",
        backend_name="default",
        run_after=run_after or get_date_max(),
        status=status,
    )
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes_ago))
    return made


def test_alive_without_asking_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get(reverse("healthz"))
    assert (response.status_code, response.content) == (200, b"alive\n")


def test_ready(client, db):
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (200, {"database": "ok", "migrations": "ok", "queue": "ok"})


def test_not_ready_while_a_migration_is_to_come(client, db):
    MigrationRecorder.Migration.objects.filter(app="regions", name="0001_initial").delete()
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (503, {"database": "ok", "migrations": "1 to come"})
    assert state.migrations_to_come() == ["regions.0001_initial"]


@pytest.mark.parametrize(
    ("minutes", "status", "queue"),
    [
        (4, TaskResultStatus.READY, "ok"),
        (6, TaskResultStatus.READY, "late"),
        (6, TaskResultStatus.SUCCESSFUL, "ok"),
    ],
)
def test_the_queue_is_late_when_a_task_waited_five_minutes(client, db, minutes, status, queue):
    task(minutes_ago=minutes, status=status)
    assert client.get(reverse("readyz")).json()["queue"] == queue


def test_a_task_for_later_waits_from_its_own_moment(db):
    task(minutes_ago=60, run_after=timezone.now() - timedelta(minutes=2))
    task(minutes_ago=60, run_after=timezone.now() + timedelta(minutes=2))
    assert round(state.oldest_ready_task().total_seconds() / 60) == 2


def test_nothing_waits_in_an_empty_queue(db):
    assert state.oldest_ready_task() == timedelta(0)


def test_tasks_of_a_dead_worker_are_ready_again(db):
    stuck = task(minutes_ago=1, status=TaskResultStatus.RUNNING)
    done = task(minutes_ago=1, status=TaskResultStatus.SUCCESSFUL)
    assert release_stuck_tasks() == 1
    stuck.refresh_from_db()
    done.refresh_from_db()
    assert (stuck.status, done.status) == (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_post_is_refused(client, db, address):
    assert client.post(address).status_code == 405
