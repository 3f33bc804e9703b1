"""gunicorn on the database of a test, so that a test may kill it: its workers, or all of it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.cluster import free_port

LONGEST_START = 60  # seconds


class Served:
    """The portal behind gunicorn, with the settings of the tests; `url` stays the same over a restart."""

    def __init__(self, folder: Path, workers=2):
        self.port, self.workers, self.log, self.process = free_port(), workers, folder / "gunicorn.log", None
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", str(self.workers), "--no-control-socket", "--log-level", "warning"]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATA_DIR": str(settings.DATA_DIR),
            "TEST_DATABASE_URL": database_url(), "PYTHONPATH": str(settings.BASE_DIR),
        }  # fmt: skip
        with self.log.open("a") as said:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=environment, stdout=said, stderr=said, start_new_session=True
            )
        until = time.monotonic() + LONGEST_START
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < until, self.log.read_text()[-3000:]
            time.sleep(0.1)
        return self

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def worker_pids(self) -> list[int]:
        with suppress(FileNotFoundError):
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
            return [int(pid) for pid in children.split()]
        return []

    def kill(self):
        """Kill all of it at once, as a power cut would."""
        if self.process and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


def database_url() -> str:
    """Return the address of the database that this test writes to."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
