"""The supervisor with real processes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from portal.upkeep import supervise
from portal.upkeep.supervise import Service, Supervisor

CHILD = Path(__file__).with_name("child.py")


@pytest.fixture
def start(tmp_path):
    """Start a supervisor, in a process of its own, of services named by their Python expressions."""
    running = []

    def start(*services: str) -> subprocess.Popen:
        code = f"""
            import sys
            from pathlib import Path
            from portal.upkeep.supervise import Service, Supervisor

            def note(text):
                with Path({str(tmp_path / "events")!r}).open("a") as file:
                    file.write(text + "\\n")

            def child(*arguments):
                return [sys.executable, {str(CHILD)!r}, {str(tmp_path)!r}, *arguments]

            sys.exit(Supervisor([{", ".join(services)}], note).run())
        """
        running.append(subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)]))
        return running[-1]

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def wait_for(condition, seconds=10):
    """Return the first true value of `condition`; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError("it didn't happen in time")


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_process_is_started_again_after_its_preparation(start, tmp_path):
    start('Service("worker", child("worker"), before_start=lambda: note("prepared"))')
    (first,) = wait_for(lambda: lines(tmp_path / "worker"))
    os.kill(int(first), signal.SIGKILL)
    wait_for(lambda: len(lines(tmp_path / "worker")) == 2)
    assert lines(tmp_path / "events") == [
        "prepared",
        "The worker ended (code -9); starting it again in 0.5 s.",
        "prepared",
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_services_in_order_and_returns_0(start, tmp_path, number):
    supervisor = start('Service("web server", child("web"))', 'Service("worker", child("worker"))')
    wait_for(lambda: lines(tmp_path / "web") and lines(tmp_path / "worker"))
    supervisor.send_signal(number)
    assert supervisor.wait(10) == 0
    assert lines(tmp_path / "ends") == ["web", "worker"]


def test_a_service_that_ignores_the_signal_is_killed_with_its_children(start, tmp_path):
    supervisor = start('Service("web server", child("web", "stubborn"), patience=0.3)')
    (process,) = wait_for(lambda: lines(tmp_path / "web"))
    (child,) = lines(tmp_path / "web-child")
    supervisor.terminate()
    assert supervisor.wait(10) == 0
    assert not is_alive(process)
    wait_for(lambda: not is_alive(child))  # it isn't the supervisor's own: nobody waited for its end


def test_a_second_signal_means_at_once(start, tmp_path):
    supervisor = start('Service("web server", child("web", "stubborn"), patience=60)')
    wait_for(lambda: lines(tmp_path / "web"))
    supervisor.send_signal(signal.SIGINT)
    time.sleep(0.3)
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(10) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can a process ask to end with its parent")
def test_services_end_when_the_supervisor_is_killed(start, tmp_path):
    supervisor = start('Service("worker", child("worker"))')
    (process,) = wait_for(lambda: lines(tmp_path / "worker"))
    supervisor.kill()
    supervisor.wait()
    assert wait_for(lambda: not is_alive(process))
    assert lines(tmp_path / "ends") == ["worker"]


def test_a_service_that_never_gets_going_ends_everything_with_code_1(monkeypatch):
    monkeypatch.setattr(supervise, "MOST_FALSE_STARTS", 2)
    heard = []
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        code = Supervisor([Service("web server", [sys.executable, "-c", "raise SystemExit(3)"])], heard.append).run()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert code == 1
    assert heard == [
        "The web server ended (code 3); starting it again in 0.5 s.",
        "The web server ended 2 times without getting going (code 3).",
    ]


def test_a_preparation_that_fails_is_tried_again():
    attempts, heard = [], []

    def prepare():
        attempts.append(1)
        if len(attempts) == 1:
            raise OSError("the database is away")

    service = Service("worker", [sys.executable, "-c", "import time; time.sleep(60)"], before_start=prepare)
    try:
        wait_for(lambda: service.tend(heard.append) or service.process)
    finally:
        service.stop(lambda: True)
    assert (len(attempts), heard) == (
        2,
        ["The worker ended (OSError: the database is away); starting it again in 0.5 s."],
    )


def test_a_service_that_had_settled_is_never_given_up(monkeypatch):
    monkeypatch.setattr(supervise, "SETTLED_AFTER", 0)
    service = Service("worker", [sys.executable, "-c", "import time; time.sleep(60)"])
    heard = []
    try:
        service.tend(heard.append)
        wait_for(lambda: service.tend(heard.append) or service.has_settled)
    finally:
        service.stop(lambda: True)
    for _ in range(supervise.MOST_FALSE_STARTS + 2):
        service._note_death(0, "code 1", heard.append)
    assert heard[-1] == "The worker ended (code 1); starting it again in 30 s."
