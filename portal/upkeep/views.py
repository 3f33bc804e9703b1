"""Two questions that a monitor asks: is it alive, and can it work."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.upkeep import state

QUEUE_IS_LATE_AFTER = timedelta(minutes=5)


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
    late = state.oldest_ready_task() > QUEUE_IS_LATE_AFTER
    return {"database": "ok", "migrations": "ok", "queue": "late" if late else "ok"}
