"""Real workers that can be killed, for tests: `Workers(folder)`, one at a time, on the test's database.

Django is set up once in a process of their own, and each worker is a copy of it (a fork) that runs the portal's own
command: twenty starts would take longer than what they have to do.
"""

import os
import signal
import subprocess
import sys

from django.conf import settings
from django.db import connection, connections


class Workers:
    """Real workers on the test's database, one at a time, which write mail into `folder`."""

    def __init__(self, folder):
        self.folder = folder
        self.maker = subprocess.Popen(
            [sys.executable, "-m", "tests.workers"],
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


def make_workers():
    """In the process that makes them: a worker for each line, whose number is said; "dead" when it is gone."""
    import django

    django.setup()
    _say("ready")
    for _ in sys.stdin:
        if (child := os.fork()) == 0:
            _work()
            os._exit(0)
        _say(child)
        os.waitpid(child, 0)
        _say("dead")


def _work():
    from django.core.management import call_command

    connections.close_all()  # what a copied process must not share with the first
    call_command("worker", "--no-reload", "--no-startup-delay", "--interval", "0.05", verbosity=0)


def _say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    make_workers()
