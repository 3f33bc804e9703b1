"""How long the long transactions of peer challenge last, in the first region as it is; nothing of them is kept."""

import time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

TIMES = 5


class _NotKept(Exception):
    """Ends the transaction without a trace."""


def timed() -> dict:
    """Return {what is done: [seconds, queries, seconds of the processor]}, each with what it freezes, lists, counts and
    writes to people."""
    from tests.bench.review_verbs import verbs

    measured = {
        "sending out the framework": _cascade,
        "asking for signatures": _ask,
        "submitting": _submit,
        "closing the cycle": _close,
    }
    return {name: _timed(make_ready) for name, make_ready in (measured | verbs()).items()}


def _timed(make_ready):
    """Return [seconds, queries, seconds of the processor, without the database's own] of the function that `make_ready`
    returns: the middle of a few times."""
    measured = sorted(_once(make_ready) for _ in range(TIMES))
    return measured[TIMES // 2]


def _once(make_ready):
    from peerchallenge.models import Cycle

    cycle = Cycle.objects.open().select_related("region", "framework_version").order_by("pk").first()
    said = [0, 0, 0]
    try:
        with transaction.atomic():
            verb = make_ready(cycle)
            with CaptureQueriesContext(connection) as captured:
                begun, worked = time.perf_counter(), time.process_time()
                verb()
                said = [time.perf_counter() - begun, len(captured), time.process_time() - worked]
            raise _NotKept
    except _NotKept:
        return said


def _manager(cycle):
    from portal.accounts.models import Post

    return Post.objects.get(region=cycle.region, role="programme-manager").person


def _cascade(cycle):
    """Next year's cycle goes out to everybody who takes part in this one."""
    from peerchallenge.actions.cascading import cascade, cascade_of
    from tests.peerchallenge import shapes

    manager, places = _manager(cycle), [one.authority for one in cycle.participations.select_related("authority")]
    next_one = shapes.cycle(
        cycle.region, "2027-28", *places, version=cycle.framework_version, by=manager, status="draft"
    )
    seal = cascade_of(next_one, by=manager).seal
    return lambda: cascade(next_one, by=manager, version=next_one.version, seal=seal)


def _mine(cycle):
    """The self-assessment that is being signed, and who leads it."""
    from portal.accounts.models import Post

    mine = cycle.assessments.select_related("authority").get(status="signing")
    return mine, Post.objects.get(authority=mine.authority, role="self-assessment-lead").person


def _ask(cycle):
    """Anew, since the text has changed."""
    from peerchallenge.actions.signing import ask_for_signatures

    mine, lead = _mine(cycle)
    mine.return_to_writers(by=lead)
    return lambda: ask_for_signatures(mine, by=lead)


def _submit(cycle):
    """All have signed."""
    from django.utils import timezone

    from peerchallenge.actions.submitting import submit
    from peerchallenge.words import fingerprint, words_of

    mine, lead = _mine(cycle)
    sha256 = fingerprint(words_of(mine))
    signed = {"decision": "approved", "decided_by": lead, "decided_at": timezone.now(), "sha256": sha256}
    mine.signatures.filter(decision="asked").update(**signed)
    return lambda: submit(mine, by=lead, sha256=sha256)


def _close(cycle):
    from peerchallenge.actions.closing import close_cycle

    manager = _manager(cycle)
    return lambda: close_cycle(cycle, by=manager, version=cycle.version)
