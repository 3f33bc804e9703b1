import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from portal.following.letters import Letter


@pytest.fixture
def letter():
    return Letter(
        subject="Mercia: update for November 2015",
        title="Mercia update, November 2015",
        path="/mercia/updates/2015-11/",
        in_short="<p>More social workers stayed.</p><ul><li>Fewer agency staff</li></ul>",
        links=[("Workforce", "/mercia/updates/2015-11/#workforce")],
    )


class Workers:
    """Real workers on the test's database, one at a time, which write mail into `folder`."""

    def __init__(self, folder):
        self.folder = folder
        self.maker = subprocess.Popen(
            [sys.executable, "-m", "tests.following.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self._environment(), cwd=settings.BASE_DIR,
        )  # fmt: skip
        assert self._hear() == "ready"
        self.worker = None

    def _environment(self):
        kept = {
            name: value for name, value in os.environ.items() if name not in ("EMAIL_URL", "DJANGO_SETTINGS_MODULE")
        }
        name = connection.settings_dict["NAME"]
        url = f"sqlite:///{name}"
        if connection.vendor == "postgresql":
            at = connection.settings_dict
            url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
        return kept | {
            "DJANGO_SETTINGS_MODULE": "portal.settings", "DATABASE_URL": url, "DATA_DIR": str(self.folder),
            "SECRET_KEY": settings.SECRET_KEY, "PYTHONPATH": str(settings.BASE_DIR),
        }  # fmt: skip

    def _hear(self):
        return self.maker.stdout.readline().strip()

    def start(self):
        self.maker.stdin.write("\n")
        self.maker.stdin.flush()
        self.worker = int(self._hear())

    def kill(self):
        """Kill the worker without warning, and wait until it is gone."""
        os.kill(self.worker, signal.SIGKILL)
        assert self._hear() == "dead"
        self.worker = None

    def end(self):
        if self.worker:
            self.kill()
        self.maker.stdin.close()
        self.maker.wait(10)
        self.maker.stdout.close()


@pytest.fixture
def workers(tmp_path, transactional_db):
    workers = Workers(tmp_path)
    yield workers
    workers.end()


@pytest.fixture
def due_tasks(db):
    """Return a function: the tasks that a worker would take up now, first things first."""
    return lambda: list(DBTaskResult.objects.ready())


@pytest.fixture
def run_tasks(due_tasks):
    """Return a function that does what a worker would do now, as the worker "test"."""
    worker = db_worker.Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="test", excluded_queue_names=[],
    )  # fmt: skip

    def run():
        while tasks := due_tasks():
            tasks[0].claim("test")
            worker.run_task(tasks[0])
            assert tasks[0].status == "SUCCESSFUL", tasks[0].traceback

    return run
