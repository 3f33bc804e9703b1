"""Closing a cycle: from then on others are shown what is counted of it, and that stays as it is."""

from django.db import transaction
from django.utils import timezone

from peerchallenge.growth_shared import moment_of, shared_year


@transaction.atomic
def close_cycle(cycle, *, by, version) -> None:
    """Close the cycle, and keep what others are shown of its counts: opened and closed again, with one authority more,
    the difference would give away what that one said. Raises Overtaken and NotAMove."""
    cycle.close(by=by, version=version, **_counted(cycle))


def _counted(cycle):
    """As at when and what, the first time that there is anything to show."""
    if cycle.counted_at:
        return {}
    for moment in (moment_of(cycle), timezone.now()):
        if moment and (year := shared_year(cycle, before=moment)):
            return {"counted_at": moment, "shared_counts": {"authorities": year.authorities} | year.numbers}
    return {"shared_counts": {}}
