"""The background worker: it does queued tasks, says every 15 seconds that it is there, and does the chores.

Tasks run in the process's own thread (django-tasks' database worker), chores beside them in another: a long list of
mail holds up no chore, and a long chore no sign-in code. A third says that the process is there. All three end with
the process, however it ends.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.audit import chores
from portal.audit.models import Worker
from portal.audit.models.worker import BEAT_EVERY

LOOK_FOR_CHORES_EVERY = 10  # seconds
logger = logging.getLogger("portal.worker")


def begin_worker() -> Worker:
    """Enter this process as a worker, take back what dead ones left, and start the threads beside its tasks."""
    worker = Worker.begin()
    release_stuck_tasks()
    _every(BEAT_EVERY.total_seconds(), worker.beat)
    _every(LOOK_FOR_CHORES_EVERY, lambda: chores.run_due(worker))
    return worker


def _every(seconds: float, act: Callable[[], object]) -> None:
    """Do `act` now and then every `seconds`, in a thread that ends with the process."""

    def go_on():
        while True:
            try:
                act()
            except DatabaseError as error:  # it is away for a moment, or busy
                logger.warning("no answer from the database", extra={"fields": {"kind": type(error).__name__}})
            finally:
                connection.close()
            time.sleep(seconds)

    threading.Thread(target=go_on, daemon=True).start()


def stuck_tasks() -> list[DBTaskResult]:
    """Return the tasks that are marked as running by a worker that isn't alive."""
    return _left_by_the_dead(DBTaskResult.objects.running())


def release_stuck_tasks() -> int:
    """Make tasks that a dead worker left running ready again and return how many there were."""
    with transaction.atomic():
        stuck = [task.pk for task in _left_by_the_dead(DBTaskResult.objects.running().select_for_update())]
        return DBTaskResult.objects.filter(pk__in=stuck).update(status=TaskResultStatus.READY, started_at=None)


def _left_by_the_dead(running):
    alive = Worker.objects.alive_names()
    return [task for task in running if not task.worker_ids or task.worker_ids[-1] not in alive]
