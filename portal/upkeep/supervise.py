"""One small supervisor: starts the portal's processes, keeps them alive, ends them in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

LOOK_EVERY = 0.1  # seconds between looks at the processes
SETTLED_AFTER = 10  # seconds: a process that lived this long had started properly
LONGEST_DELAY = 30  # seconds
MOST_FALSE_STARTS = 6
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class NeverStartedError(Exception):
    """A process died again and again and never settled: restarting it will not help."""


@dataclass
class Service:
    """One process, in a process group of its own so that a terminal's Ctrl-C reaches the supervisor alone.

    `before_start` is called before each start, also after a death. `patience` is how many seconds it may take to end.
    """

    name: str
    command: list[str]
    patience: float = 15
    before_start: Callable[[], None] = lambda: None
    process: subprocess.Popen | None = field(default=None, init=False)
    deaths: int = field(default=0, init=False)
    has_settled: bool = field(default=False, init=False)
    started_at: float = field(default=0, init=False)
    start_at: float = field(default=0, init=False)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.before_start()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=_end_with_supervisor
        )

    def tend(self, say) -> None:
        """Start the process when it is due; when it has died, say so and set the moment of its next start."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self._try_to_start(now, say)
        elif self.process.poll() is not None:
            self.end_group(signal.SIGKILL)
            self._note_death(now, f"code {self.process.returncode}", say)
        elif now - self.started_at > SETTLED_AFTER:
            self.has_settled, self.deaths = True, 0

    def _try_to_start(self, now: float, say) -> None:
        try:
            self.start()
        except Exception as error:  # whatever keeps it from starting (the database is away, say) may pass
            self._note_death(now, f"{type(error).__name__}: {error}", say)

    def _note_death(self, now: float, why: str, say) -> None:
        self.process = None
        self.deaths += 1
        if self.deaths >= MOST_FALSE_STARTS and not self.has_settled:
            raise NeverStartedError(f"The {self.name} ended {self.deaths} times without getting going ({why}).")
        delay = min(LONGEST_DELAY, 0.5 * 2 ** (self.deaths - 1))
        self.start_at = now + delay
        say(f"The {self.name} ended ({why}); starting it again in {delay:g} s.")

    def stop(self, is_hurried: Callable[[], bool]) -> None:
        """End the process: one SIGTERM, then patience; after that, or when hurried, SIGKILL to its whole group."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
        deadline = time.monotonic() + self.patience
        while self.process.poll() is None and time.monotonic() < deadline and not is_hurried():
            time.sleep(LOOK_EVERY / 2)
        self.end_group(signal.SIGKILL)
        self.process.wait()

    def end_group(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):  # nobody left (macOS says so with the second)
            os.killpg(self.process.pid, number)


class Supervisor:
    """Runs services until SIGINT, SIGTERM or SIGHUP; a second signal means: at once."""

    def __init__(self, services: list[Service], say=print):
        self.services, self.say, self.signals = services, say, 0

    def run(self) -> int:
        """Start, tend and end the services in the order given; return the exit code, 0 when asked to end."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)
        code = 0
        try:
            while not self.signals:
                for service in self.services:
                    service.tend(self.say)
                time.sleep(LOOK_EVERY)
        except NeverStartedError as error:
            self.say(str(error))
            code = 1
        finally:
            for service in self.services:
                service.stop(lambda: self.signals > 1)
        return code

    def _hear(self, number, frame) -> None:
        self.signals += 1


def _end_with_supervisor() -> None:
    """In the child: ask the kernel for a SIGTERM should the supervisor die unasked, so that nothing runs on alone."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
