"""What the worker does every so often for the portal itself."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.audit.chores import chore
from portal.upkeep.work import release_stuck_tasks

DONE_TASKS_KEPT = timedelta(days=2)
FAILED_TASKS_KEPT = timedelta(days=90)
BEGAN_WITHIN = timedelta(hours=1)


@chore("Take up tasks that a dead worker left", every=timedelta(minutes=5))
def take_up_tasks():
    """Make them ready again; where the supervisor has started a worker anew it has done so already."""
    return f"Took up {release_stuck_tasks()}."


@chore("Forget finished tasks", every=timedelta(days=1))
def forget_tasks():
    """Delete tasks two days after they were done, 90 days after they failed."""
    now = timezone.now()
    done, _ = DBTaskResult.objects.successful().filter(finished_at__lt=now - DONE_TASKS_KEPT).delete()
    failed, _ = DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_TASKS_KEPT).delete()
    return f"Deleted {done + failed}."


@chore("Forget sessions that have ended", every=timedelta(days=1))
def forget_sessions():
    """Delete sessions that are over, and where they were: one that just began may not be written yet."""
    call_command("clearsessions", verbosity=0)
    old = UserSession.objects.filter(created_at__lt=timezone.now() - BEGAN_WITHIN)
    gone, _ = old.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return f"Forgot where {gone} were."
