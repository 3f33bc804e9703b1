"""What waits for those who run a cycle before its challenge: lines of enquiry to choose, and to send."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from peerchallenge.models import Cycle, SelfAssessment, Step, Submission
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui.posted import address_if_there

KIND = "Performance Summit"
MINUTES_EACH = 10


@tasks.offer
def enquiries_to_choose(user):
    """For a programme manager, of each open cycle: who has submitted and has no line of enquiry, or an unsent one."""
    if not user.managed_region_slugs():
        return
    cycles = list(Cycle.objects.run_by(user).open().select_related("region").prefetch_related("steps"))
    waiting = _waiting(cycles) if cycles else {}
    for cycle in cycles:
        due_on = _due_on(cycle)
        without, unsent = waiting.get(cycle.pk, ([], []))
        if without:
            yield _task(cycle, f"Choose lines of enquiry for {_many(without)}", "Choose them", without, due_on)
        if unsent:
            yield _task(cycle, f"Send the lines of enquiry of {_many(unsent)}", "Look at them", unsent, due_on)


def _task(cycle, title, button, names, due_on):
    url = reverse("summit", args=[cycle.public_id])
    return Task(
        f"{title}, {cycle.year}", button, f"{url}#enquiries", MINUTES_EACH * len(names), KIND, due_on=due_on,
        who=str(cycle.region), why=f"{', '.join(names)}.",
        place=(f"the Performance Summit of {cycle.region}, {cycle.year}", address_if_there("summit", cycle.public_id)),
    )  # fmt: skip


def _many(names):
    return names[0] if len(names) == 1 else f"{len(names)} authorities"


def _due_on(cycle):
    """The first day of the challenge, by when an authority has to know what it will be asked; else of the summit."""
    steps = {step.kind: step for step in cycle.steps.all() if step.is_on}
    for kind in (Step.Kind.CHALLENGE, Step.Kind.PERFORMANCE_SUMMIT):
        step = steps.get(kind)
        if step and (day := step.opens_on or step.due_on):
            return day
    return None


def _waiting(cycles) -> dict[int, tuple[list[str], list[str]]]:
    """Return {cycle: (authorities that submitted and have no line of enquiry, those with some that weren't sent)}."""
    submitted = Submission.objects.filter(assessment=OuterRef("pk"))
    standing = Q(enquiries__is_removed=False)
    rows = SelfAssessment.objects.filter(Exists(submitted), cycle__in=cycles).select_related("authority")
    rows = rows.annotate(
        lines=Count("enquiries", filter=standing),
        unsent=Count("enquiries", filter=standing & Q(enquiries__sent_at=None)),
    ).order_by("authority__name")
    found = {}
    for one in rows:
        without, unsent = found.setdefault(one.cycle_id, ([], []))
        if not one.lines:
            without.append(one.authority.name)
        elif one.unsent:
            unsent.append(one.authority.name)
    return found
