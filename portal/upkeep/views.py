"""Two questions that a monitor asks: is it alive, and can it work. And what people ask: what is the worker doing."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.audit.models import silent_since
from portal.following.reading import going_on
from portal.ui.permissions import require
from portal.upkeep import facts, state


@login_not_required
@require_safe
@never_cache
def healthz(request):
    """Alive: this process answers. Asks nothing of the database."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def readyz(request):
    """Ready: 200 when the database answers, its migrations are done and the worker keeps up, else 503."""
    found = _readiness()
    return JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)


def _readiness() -> dict[str, str]:
    """Return `ok` or what is wrong, for the database, its migrations and the queue."""
    try:
        coming = state.migrations_to_come()
    except DatabaseError:
        return {"database": "no answer"}
    if coming:
        return {"database": "ok", "migrations": f"{len(coming)} to come"}
    return {"database": "ok", "migrations": "ok", "queue": "late" if facts.fault() else "ok"}


@require_safe
def worker(request):
    """Whether the worker is there, what waits for it, what is stuck, and what it did by itself."""
    require(request.user, "upkeep.see_worker")
    context = {
        "seen_at": facts.seen_at(),
        "silent_since": silent_since(),
        "chores": facts.chore_states(),
        "tasks": facts.tasks_waiting(),
        "stuck": facts.tasks_stuck(),
        "failed": facts.tasks_failed(),
        "mail": facts.mail_waiting(),
        "mail_failed": facts.mail_failed(),
        "mailings": going_on(request.user),
    }
    return render(request, "upkeep/worker.html", context)
