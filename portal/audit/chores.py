"""What the worker does by itself, every so often: each app declares its own chores in its `chores.py`.

    @chore("Delete unconfirmed followers", every=timedelta(days=1))
    def delete_unconfirmed():
        ...
        return "Deleted 3."

Found at start-up as Django finds `admin.py`. A chore takes nothing, is safe to run twice, and returns one sentence
without personal data for the worker's page. Each run is a `ChoreRun`: of several workers one does it; one that a dead
worker left is done again.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.models import ChoreRun, Worker

AGAIN_AFTER = timedelta(minutes=15)
RUNS_KEPT = timedelta(days=7)
FAILURES_KEPT = timedelta(days=90)
logger = logging.getLogger("portal.chores")


@dataclass(frozen=True)
class Chore:
    """A thing to do `every` so often; `name` is what the worker's page calls it."""

    name: str
    every: timedelta
    do: Callable[[], str | None]

    def next_after(self, run: ChoreRun | None) -> datetime | None:
        """Return when it is due after its last `run`: None means now. A quarter of an hour after one that failed."""
        if run is None:
            return None
        return run.began_at + (min(self.every, AGAIN_AFTER) if run.error else self.every)


CHORES: dict[str, Chore] = {}


def chore(name: str, *, every: timedelta):
    """Declare a function as the chore `name`, to be done `every` so often."""

    def declare(function):
        if name in CHORES and CHORES[name].do.__module__ != function.__module__:
            raise ValueError(f"There are two chores called {name!r}.")
        CHORES[name] = Chore(name, every, function)
        return function

    return declare


def run_due(worker: Worker) -> list[str]:
    """Do every chore that is due, as `worker`; return the names of those that were done or failed."""
    return [one.name for one in CHORES.values() if (run := begin(one, worker)) and finish(one, run)]


def begin(one: Chore, worker: Worker) -> ChoreRun | None:
    """Take up a chore that is due: return its run, or None when it isn't due or somebody else does it."""
    last = ChoreRun.objects.latest(one.name)
    if last and last.ended_at is None:
        if last.worker in Worker.objects.alive_names():
            return None
        last.end(error="The worker ended before it was done.")
        last.refresh_from_db()
    due = one.next_after(last)
    if due and due > timezone.now():
        return None
    try:
        with transaction.atomic():
            return ChoreRun.objects.create(chore=one.name, follows=last.pk if last else 0, worker=worker.name)
    except IntegrityError:
        return None


def finish(one: Chore, run: ChoreRun) -> bool:
    """Do the chore and note what it said, or that it failed; True."""
    try:
        run.end(said=one.do() or "Done.")
    except Exception as error:  # one chore's fault must not keep the others from being done
        # Only its kind and its place: its text may hold somebody's address.
        kind = type(error).__name__
        place = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
        run.end(error=f"It failed: {kind}.")
        logger.error("chore failed", extra={"fields": {"chore": one.name, "kind": kind, "place": place}})
    return True


@chore("Forget old runs of these jobs", every=timedelta(days=1))
def forget_old_runs():
    """Delete runs a week after they began, failed ones after 90 days; each chore's last one stays."""
    now = timezone.now()
    last = [run.pk for name in CHORES if (run := ChoreRun.objects.latest(name))]
    old = ChoreRun.objects.exclude(pk__in=last)
    deleted, _ = (
        old.filter(error="", began_at__lt=now - RUNS_KEPT) | old.filter(began_at__lt=now - FAILURES_KEPT)
    ).delete()
    Worker.objects.forget_the_gone()
    return f"Deleted {deleted}."
