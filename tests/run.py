"""`make test`: every stage in turn, then what each came to, what was skipped and why. Exit code 1 if a stage failed.

With STRICT=1 what is skipped counts as failed, except tests that say "only on SQLite" or "only on PostgreSQL". In a
short run each journey goes once, and on PostgreSQL what is marked `on_postgresql`; with FULL=1 everything goes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from tests.cluster import throwaway

BIN = Path(sys.executable).parent
PYTHON = [sys.executable]
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
STRICT = os.environ.get("STRICT", "0") not in {"", "0"}
SHORT = ["--short"] if os.environ.get("FULL", "0") in {"", "0"} else []
LONGEST_STAGE = 15 * 60  # seconds
ONE_DATABASE = re.compile(r"\bonly on (SQLite|PostgreSQL)\b", re.IGNORECASE)
CLOSING_LINE = re.compile(r"^=+ .*\b(passed|failed|error|errors|deselected|no tests ran)\b.* =+$")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass
class Outcome:
    stage: str
    state: str = "passed"  # or failed, or skipped
    detail: str = ""
    seconds: float = 0
    skips: list[str] = field(default_factory=list)


class Run:
    """The stages of one run, with a folder for their temporary files and the outcomes so far."""

    def __init__(self, folder: Path):
        self.folder, self.outcomes = folder, []

    def stage(self, name: str, *commands: list[str], **environment: str) -> None:
        """Run commands one after the other; the stage has passed when each returned 0."""
        begun = time.monotonic()
        closing, failed = "", False
        for command in commands:
            say(f"\n──── {name}: {' '.join(Path(part).name for part in command[:8])}")
            code, last = self._follow(command, environment)
            closing, failed = last or closing, failed or code != 0
        self.outcomes.append(Outcome(name, "failed" if failed else "passed", closing, time.monotonic() - begun))

    def tests(self, name: str, *options: str, **environment: str) -> None:
        """Run pytest as a stage and note the tests that it skipped."""
        report = self.folder / f"{len(self.outcomes)}.xml"
        self.stage(name, [*PYTEST, *options, f"--junitxml={report}"], **environment)
        outcome = self.outcomes[-1]
        outcome.skips = _skips(report)
        if STRICT and [reason for reason in outcome.skips if not ONE_DATABASE.search(reason)]:
            outcome.state = "failed"

    def skip(self, name: str, why: str) -> None:
        self.outcomes.append(Outcome(name, "failed" if STRICT else "skipped", f"skipped: {why}"))

    def _follow(self, command: list[str], environment: dict[str, str]) -> tuple[int, str]:
        """Run a command, let its output through, and return its exit code and pytest's closing line."""
        # What Python compiles is kept, whatever the machine says: nine processes read the same tests.
        kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONUNBUFFERED": "1", "TMPDIR": str(self.folder)}
        env = {**os.environ, **kept, **environment}
        closing = ""
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            limit = threading.Timer(LONGEST_STAGE, process.kill)
            limit.start()
            try:
                for line in process.stdout:
                    say(line.rstrip("\n"))
                    if CLOSING_LINE.match(line.strip()):
                        closing = line.strip()
                return process.wait(), closing
            finally:
                limit.cancel()
                process.kill()

    def summary(self) -> bool:
        """Print what each stage came to and return whether all is well."""
        say("\n──── Summary")
        for outcome in self.outcomes:
            say(f"{outcome.state:8} {outcome.stage} ({outcome.seconds:.0f} s)")
            if outcome.detail:
                say(f"         {outcome.detail}")
            for reason in sorted(set(outcome.skips)):
                say(f"         skipped {outcome.skips.count(reason)}: {reason}")
        return all(outcome.state != "failed" for outcome in self.outcomes)


def _skips(report: Path) -> list[str]:
    """Return the reasons of the skipped tests in a JUnit report."""
    if not report.exists():
        return []
    return [skip.get("message", "") for skip in ElementTree.parse(report).iter("skipped")]


def style(run: Run) -> None:
    """Everything that `make check` asks of the text of the project."""
    djlint = [str(BIN / "djlint"), "templates", "--quiet"]
    run.stage(
        "Style",
        [str(BIN / "ruff"), "check", "--no-cache"],
        [str(BIN / "ruff"), "format", "--check", "--no-cache"],
        [*djlint, "--check"],
        [*djlint, "--lint"],
    )


def migrated(run: Run, stack: ExitStack) -> dict[str, dict[str, str]]:
    """Run every migration on each database of this machine; return, by its name, the environment of its tests.

    That is also the template from which each process copies its database: to migrate takes longer than many tests.
    """
    databases = {"SQLite": {"TEST_DATABASE_URL": "", "TEST_TEMPLATE": str(run.folder / "template.sqlite3")}}
    try:
        url = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(throwaway())
        databases["PostgreSQL"] = {"TEST_DATABASE_URL": url, "TEST_TEMPLATE": "portal_test_template"}
    except FileNotFoundError as reason:
        run.skip("Suite on PostgreSQL", f"{reason}, and TEST_DATABASE_URL names none")
    for name, environment in databases.items():
        run.stage(f"Migrations run on {name}", [*PYTHON, "-m", "tests.template"], **environment)
    if "PostgreSQL" in databases:
        dropping = partial(subprocess.run, [*PYTHON, "-m", "tests.template", "drop"])
        stack.callback(dropping, env={**os.environ, **databases["PostgreSQL"]}, check=True)
    return databases


def journeys(run: Run, databases: dict[str, dict[str, str]]) -> None:
    """Each journey goes once: what is written on a page may depend on the database, what it looks like doesn't."""
    if not any(shutil.which(browser) for browser in BROWSERS):
        run.skip("Browser journeys", f"none of {', '.join(BROWSERS)} is installed")
        return
    which = {"SQLite": "not on_postgresql", "PostgreSQL": "on_postgresql"}
    if "PostgreSQL" not in databases:
        which["SQLite"] = "browser"
    for name, environment in databases.items():
        # Neighbours show alike pages, which one process measures once: it gets them together.
        options = ["tests/browser", "-n", "4", "--dist", "worksteal", "-m", which[name], *SHORT]
        run.tests(f"Browser journeys on {name}", *options, **environment)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-run-") as folder, ExitStack() as stack:
        run = Run(Path(folder))
        style(run)
        if sys.argv[1:] == ["style"]:
            return 0 if run.summary() else 1
        check = [*PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]
        run.stage("Migrations are complete", check, DATA_DIR=str(Path(folder) / "data"))
        databases = migrated(run, stack)
        # What has nothing to do with a database is proved once.
        more = {"SQLite": [], "PostgreSQL": ["--asking-the-database"]}
        for name, environment in databases.items():
            options = ["-n", "2", "--dist", "worksteal", "-m", "not browser", *more[name], *SHORT]
            run.tests(f"Suite on {name}", *options, **environment)
        journeys(run, databases)
        return 0 if run.summary() else 1


if __name__ == "__main__":
    sys.exit(main())
