"""The thread of a priority through time: what it came from and what it became, across the plans of its region."""

from collections import defaultdict

from priorities.models import Became, Plan, Priority


def thread_of(priority: Priority) -> list[Priority]:
    """Return `priority` with all that it came from and became, in plans that everybody reads, oldest first.

    What only shares an origin or a successor with it is not of its thread. Two queries, however many plans.
    """
    rows = Became.objects.filter(plan__region=priority.region, plan__in=Plan.objects.public(), now__isnull=False)
    back, on = defaultdict(set), defaultdict(set)
    for was, now in rows.values_list("was", "now"):
        back[now].add(was)
        on[was].add(now)
    kin = (_reached(back, priority.pk) | _reached(on, priority.pk)) - {priority.pk}
    others = Priority.objects.public().filter(pk__in=kin).select_related("plan__region")
    thread = [priority, *others]
    return sorted(thread, key=lambda one: (one.plan.starts_on, one.plan_id, one.position, one.pk))


def _reached(links, start):
    """Return all that can be reached from `start` by `links`, also where they lead in a circle."""
    found, waiting = {start}, [start]
    while waiting:
        new = links[waiting.pop()] - found
        found |= new
        waiting += new
    return found
