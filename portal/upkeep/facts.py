"""What the worker has done, what waits for it and what is stuck: for its page, `readyz` and `doctor` alike."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.models import OutgoingMail
from portal.audit.chores import CHORES, Chore
from portal.audit.models import ChoreRun, Worker, silent_since
from portal.upkeep import state
from portal.upkeep.work import stuck_tasks

LATE_AFTER = timedelta(minutes=5)
FAILED_LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """How many there are, and since when the first."""

    many: int
    since: datetime | None = None


@dataclass(frozen=True)
class ChoreState:
    """A chore with its last run, None before the first, and when it is due next (None: now)."""

    chore: Chore
    run: ChoreRun | None

    @property
    def next_at(self) -> datetime | None:
        due = self.chore.next_after(self.run)
        return due if due and due > timezone.now() else None


def chore_states() -> list[ChoreState]:
    """Return each chore's state: those that failed first, then by name."""
    states = [ChoreState(CHORES[name], ChoreRun.objects.latest(name)) for name in sorted(CHORES)]
    return sorted(states, key=lambda one: not (one.run and one.run.error))


def failed_chores() -> list[str]:
    """Return the names of the chores whose last run failed."""
    return [one.chore.name for one in chore_states() if one.run and one.run.error]


def seen_at() -> datetime | None:
    """Return when a worker was heard last; None where none has ever been."""
    return Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def tasks_waiting() -> Waiting:
    """Return the tasks that could be done now; those for later aren't among them."""
    many = DBTaskResult.objects.ready().count()
    return Waiting(many, timezone.now() - state.oldest_ready_task() if many else None)


def tasks_stuck() -> Waiting:
    """Return the tasks that a dead worker left and that nobody has taken up yet."""
    moments = [task.started_at for task in stuck_tasks()]
    return Waiting(len(moments), min(moments, default=None))


def tasks_failed() -> list[tuple[str, int]]:
    """Return (name, how many) of the tasks that broke in the last seven days, most first. They aren't tried again."""
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=timezone.now() - FAILED_LATELY)
    return Counter(path.rpartition(".")[2] for path in failed.values_list("task_path", flat=True)).most_common()


def mail_waiting() -> Waiting:
    """Return the single messages that aren't sent yet; those of mailings have their own pages."""
    return _counted(OutgoingMail.objects.waiting())


def mail_failed() -> list[tuple[str, int]]:
    """Return (why, how many) of the messages given up in the last 90 days, most first. No addresses."""
    why = OutgoingMail.objects.failed().order_by().values_list("error").annotate(many=Count("pk"))
    return list(why.order_by("-many", "error"))


def _counted(mail: QuerySet) -> Waiting:
    found = mail.aggregate(many=Count("pk"), since=Min("made_at"))
    return Waiting(found["many"], found["since"])


def fault() -> str:
    """Return what keeps the worker's work from being done, in a few words, or "" when it keeps up."""
    if silent := silent_since():
        return f"no worker has been seen for {_minutes(timezone.now() - silent)} minutes"
    waited = state.oldest_ready_task()
    return f"a task has waited {_minutes(waited)} minutes" if waited > LATE_AFTER else ""


def _minutes(duration: timedelta) -> str:
    return f"{duration.total_seconds() / 60:.0f}"
