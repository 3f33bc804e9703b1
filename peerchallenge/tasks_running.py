"""What waits for those who run a region's cycles: drafts, late authorities, authorities that were sent nothing yet."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from peerchallenge.deadlines import Deadlines
from peerchallenge.models import Cycle, Participation, SelfAssessment, Step
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

CYCLE = "Peer challenge"


def control_room_place(cycle):
    """Return where a cycle is run, as a Task's `place`."""
    return f"the control room of {cycle.region}, {cycle.year}", reverse("control_room", args=[cycle.public_id])


@tasks.offer
def cycles_to_run(user):
    """For a programme manager: drafts to carry on with, what is late, and who was sent nothing yet."""
    if not user.managed_region_slugs():
        return
    status = Cycle.Status
    cycles = list(Cycle.objects.run_by(user).filter(status__in=[status.DRAFT, status.OPEN]).select_related("region"))
    running = [cycle for cycle in cycles if cycle.is_open]
    yield from (_draft(cycle) for cycle in cycles if cycle.is_draft)
    for cycle in running:
        yield from _late_in(cycle)
    yield from _without_the_framework(running)


def _draft(cycle):
    return Task(
        f"{cycle}, a draft", "Carry on with it", reverse("cycle", args=[cycle.public_id]), 20, CYCLE,
        since=timezone.localdate(cycle.made_at), why=f"Last saved on {dates.day(cycle.edited_at)}.",
    )  # fmt: skip


def _late_in(cycle):
    """One task for the self-assessments whose last day is past."""
    late = _late(cycle)
    if late:
        names = [str(one.authority) for one, _ in late]
        count = f"{len(late)} self-assessments are late" if late[1:] else f"{names[0]}’s self-assessment is late"
        yield Task(
            count, "See who is where", control_room_place(cycle)[1] + "?how=late", 5, CYCLE,
            since=min(deadline.due_on for _, deadline in late), why=f"{', '.join(names)}.",
            who=str(cycle.region), place=control_room_place(cycle),
        )  # fmt: skip


def _late(cycle):
    """Return (self-assessment, deadline) of those that are not submitted and over their last day."""
    deadlines = Deadlines(cycle)
    step = deadlines.step(Step.Kind.SELF_ASSESSMENT)
    status = SelfAssessment.Status
    waiting = cycle.assessments.exclude(status__in=[status.SUBMITTED, status.MODERATED]).select_related("authority")
    found = [(one, deadlines.of(step, one.authority)) for one in waiting] if step else []
    return [(one, deadline) for one, deadline in found if deadline.is_over]


def _without_the_framework(cycles):
    """One task a cycle for the authorities that take part in it and have no self-assessment yet."""
    if not cycles:
        return
    made = SelfAssessment.objects.filter(cycle=OuterRef("cycle"), authority=OuterRef("authority"))
    waiting = Participation.objects.filter(~Exists(made), cycle__in=cycles).select_related("cycle__region", "authority")
    by_cycle = {}
    for one in waiting:
        by_cycle.setdefault(one.cycle, []).append(str(one.authority))
    for cycle, names in by_cycle.items():
        yield Task(
            f"{', '.join(names)}: send the framework out", "Look at the letters",
            reverse("cycle_open", args=[cycle.public_id]), 5, CYCLE, who=str(cycle.region),
            why="They take part in the cycle and have no self-assessment yet.", place=control_room_place(cycle),
        )  # fmt: skip
