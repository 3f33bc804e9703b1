"""`manage.py serve` as it is run: real processes, a real port, a data folder of its own."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from portal.accounts.demo import SAMPLE_PEOPLE

TASKS = DBTaskResult._meta.db_table
TASK = "0" * 32
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite: it is about processes, not databases"),
]


def environment(folder: Path, port: int, **changes) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"DATA_DIR": str(folder), "PORT": str(port), "PYTHONUNBUFFERED": "1"} | changes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(*arguments, **options) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, text=True, **options)


def said(process: subprocess.Popen, seconds=20) -> tuple[int, str]:
    """Return exit code and output of a process that ends by itself."""
    out, _ = process.communicate(timeout=seconds)
    return process.returncode, out


def wait_for(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("it didn't happen in time")


class Portal:
    """One data folder and port, and the supervisor that serves them."""

    def __init__(self, folder: Path):
        self.folder, self.port, self.process = folder, free_port(), None
        self.log = folder.parent / "log"

    def start(self) -> float:
        """Start it and return the seconds until it answered."""
        begun = time.monotonic()
        with self.log.open("w") as out:
            self.process = manage("serve", stdout=out, stderr=out, env=environment(self.folder, self.port, DEMO="1"))
        wait_for(lambda: self.get("/healthz") == 200 or self.process.poll() is not None, seconds=60)
        assert self.process.poll() is None, self.log.read_text()
        return time.monotonic() - begun

    def get(self, path: str) -> int:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def children(self) -> dict[str, int]:
        """Return the process ids of gunicorn's master and of the worker."""
        pids = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in pids}
        names = {"gunicorn": "web", "\0worker\0": "worker"}
        return {name: pid for pid, line in lines.items() for word, name in names.items() if word in line}

    def query(self, sql: str, *values):
        with sqlite3.connect(self.folder / "portal.sqlite3", timeout=20) as database:
            return database.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    portal = Portal(tmp_path_factory.mktemp("served") / "data")
    portal.start()
    yield portal
    if portal.process.poll() is None:
        portal.process.terminate()
        portal.process.wait(30)


def test_the_first_start_makes_a_portal(portal):
    assert portal.query("SELECT count(*) FROM regions_region WHERE NOT is_invented") == [(9,)]
    assert (portal.get("/readyz"), portal.get("/")) == (200, 200)
    said = portal.log.read_text().splitlines()
    assert f"The portal is at http://127.0.0.1:{portal.port}/ - Ctrl-C ends it." in said
    assert [line.split()[0] for line in said if "@example.org" in line] == [person.email for person in SAMPLE_PEOPLE]
    wait_for(lambda: sorted(portal.children()) == ["web", "worker"])


def test_a_killed_worker_comes_back_and_takes_up_what_it_left(portal):
    columns = {
        "id": TASK,
        "status": "RUNNING",
        "enqueued_at": "2015-11-01",
        "started_at": "2015-11-01",
        "args_kwargs": json.dumps({"args": [], "kwargs": {}}),
        "priority": 0,
        "task_path": "portal.no_such_task",
        "worker_ids": "[]",
        "queue_name": "default",
        "backend_name": "default",
        "run_after": "2015-11-01",
        "exception_class_path": "",
        "traceback": "",
    }
    places = ", ".join("?" * len(columns))
    portal.query(f"INSERT INTO {TASKS} ({', '.join(columns)}) VALUES ({places})", *columns.values())
    killed = portal.children()["worker"]
    os.kill(killed, signal.SIGKILL)
    # There is no such task, so that taking it up is seen by its failing.
    status = f"SELECT status FROM {TASKS} WHERE id = ?"
    wait_for(lambda: portal.query(status, TASK) == [("FAILED",)])
    assert portal.children()["worker"] != killed


def test_a_killed_web_server_comes_back(portal):
    killed = portal.children()["web"]
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: portal.get("/healthz") == 200 and len(portal.children()) == 2)
    assert portal.children()["web"] != killed


def test_a_second_portal_on_the_same_folder_is_refused_in_words(portal):
    second = manage(
        "serve", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(portal.folder, free_port())
    )
    code, text = said(second)
    assert code == 1
    assert f"A portal already runs on {portal.folder} (process {portal.process.pid}). End it first." in text


def test_a_port_in_use_is_refused_in_words(portal, tmp_path):
    second = manage("serve", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(tmp_path, portal.port))
    code, text = said(second)
    assert code == 1
    assert f"Port {portal.port} is in use by another program." in text
    assert "Traceback" not in text


def test_it_ends_in_order_keeps_its_data_and_starts_again_quickly(portal):
    processes = portal.children()
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(20) == 0
    assert [pid for pid in processes.values() if Path(f"/proc/{pid}").exists()] == []
    portal.query("UPDATE regions_region SET about = 'Kept.' WHERE slug = 'west-midlands'")
    people = portal.query("SELECT count(*) FROM accounts_user")
    collected = (portal.folder / "static" / "staticfiles.json").stat().st_mtime_ns
    assert portal.start() < 20  # 2 to 3 s on an idle machine; tests share theirs
    assert portal.query("SELECT about FROM regions_region WHERE slug = 'west-midlands'") == [("Kept.",)]
    assert (portal.folder / "static" / "staticfiles.json").stat().st_mtime_ns == collected
    assert portal.query("SELECT count(*) FROM accounts_user") == people


def test_an_unsafe_production_is_refused_by_any_server(tmp_path):
    unsafe = environment(
        tmp_path, free_port(), PORTAL_ORIGIN="https://portal.example.org", SECRET_KEY="x" * 60, DEMO="1"
    )
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "env": unsafe}
    served = said(manage("serve", **options))
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--no-control-socket", "--workers", "1"]
    bare = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{unsafe['PORT']}"], cwd=settings.BASE_DIR, text=True, **options
    )
    for code, text in (served, said(bare)):
        assert code != 0
        for reason in (
            "Secret key: SECRET_KEY is easy to guess",
            "Demo is off: DEMO is on",
            "Migrations are applied: ",
        ):
            assert reason in text
