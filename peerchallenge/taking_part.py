"""What peer challenge is for one person: each open cycle with its steps, and what is theirs in it."""

from itertools import chain
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from peerchallenge.cycle_reading import shown_steps
from peerchallenge.deadlines import Deadlines, LastDays
from peerchallenge.models import Cycle, Moderator, Section, SectionHelper, SelfAssessment, Signature, Step, Submission
from peerchallenge.models.of_authority import authorities_of
from peerchallenge.summit import first_day
from portal.accounts.roles import Role
from portal.ui import dates
from portal.ui.permissions import may
from portal.ui.posted import address_if_there


class Doing(NamedTuple):
    """One thing of the person's, as components/task_list.html takes it."""

    label: str
    url: str
    status: str
    hint: str = ""
    kind: str = ""


class Year(NamedTuple):
    """A cycle as one person sees it: its steps, what is theirs in it (what waits first), what others let them read."""

    cycle: Cycle
    steps: list[dict]
    doings: list[Doing]
    to_read: list[Doing]
    runs: bool


def years_of(user) -> list[Year]:
    """Return the open cycles that `user` reads, and of those that are over what they can still read there."""
    cycles = Cycle.objects.visible_to(user).filter(status__in=["open", "closed"])
    cycles = list(cycles.select_related("region", "framework_version__framework"))
    doings, to_read = (_doings(user, cycles), _by_cycle(cycles, _to_read(user, cycles))) if cycles else ({}, {})
    open_now = [cycle for cycle in cycles if cycle.is_open]
    shown = _steps(user, open_now)
    return [
        Year(cycle, shown.get(cycle.pk, []), doings.get(cycle.pk, []), to_read.get(cycle.pk, []),
             may(user, "peerchallenge.see_control_room", cycle))
        for cycle in cycles
    ]  # fmt: skip


def _steps(user, cycles):
    """The steps of each cycle that are shown to the person, with the last days of the authority that is theirs."""
    mine = authorities_of(user, frozenset(Role))
    visible = set(Step.objects.visible_to(user).filter(cycle__in=cycles, is_on=True).values_list("pk", flat=True))
    found = {}
    for cycle in cycles:
        deadlines = Deadlines(cycle)
        taking_part = cycle.participations.filter(authority__in=mine).select_related("authority")
        theirs = [one.authority for one in taking_part[:2]]
        steps = [step for step in deadlines.steps if step.pk in visible]
        found[cycle.pk] = shown_steps(steps, deadlines, theirs[0] if len(theirs) == 1 else None)
    return found


def _doings(user, cycles) -> dict[int, list[Doing]]:
    found = _by_cycle(
        cycles, _to_sign(user, cycles), _to_write(user, cycles), _sections(user, cycles), _to_moderate(user, cycles),
        _summits(user, cycles),
    )  # fmt: skip
    return {pk: sorted(doings, key=lambda doing: doing.kind != "needs") for pk, doings in found.items()}


def _by_cycle(cycles, *kinds) -> dict[int, list[Doing]]:
    found = {cycle.pk: [] for cycle in cycles}
    for cycle_pk, doing in chain(*kinds):
        found[cycle_pk].append(doing)
    return found


def _to_write(user, cycles):
    """Self-assessments that the person reads whole, because of their post."""
    completed = Count("sections", filter=Q(sections__status="completed"))
    mine = SelfAssessment.objects.visible_to(user).filter(cycle__in=cycles).select_related("authority", "cycle")
    last_days = LastDays()
    for one in mine.annotate(completed=completed, in_all=Count("sections")).order_by("authority__name"):
        url = address_if_there("assessment", one.public_id)
        hint = f"{one.completed} of {one.in_all} sections completed. {_deadline(one, last_days)}".strip()
        kind = "" if one.is_submitted else "started" if one.status != one.Status.NOT_STARTED else "needs"
        said = one.get_status_display()
        yield one.cycle_id, Doing(f"{one.authority}’s self-assessment", url, said, hint, kind if one.is_open else "")


def _deadline(assessment, last_days):
    """Its last day in words."""
    if assessment.is_submitted or not assessment.cycle.is_open:
        return ""
    deadline = last_days.deadline_of(assessment)
    return deadline.said if deadline else ""


def _sections(user, cycles):
    """Sections that were given to the person, who may read no other."""
    given = SectionHelper.objects.of(user).filter(section__assessment__cycle__in=cycles)
    for one in given.select_related("section__area", "section__assessment__cycle", "authority"):
        section = one.section
        kind = "" if section.status == Section.Status.COMPLETED else "needs"
        yield section.assessment.cycle_id, Doing(
            str(section), address_if_there("section", section.public_id), section.get_status_display(),
            f"A section of {one.authority}’s self-assessment, given to you.", kind,
        )  # fmt: skip


def _to_sign(user, cycles):
    """Signatures that wait for the person now."""
    asked = Signature.objects.visible_to(user).filter(assessment__cycle__in=cycles, decision="asked")
    for one in asked.select_related("assessment__cycle", "authority"):
        if may(user, "peerchallenge.sign", one):
            url = address_if_there("sign", one.public_id)
            yield one.assessment.cycle_id, Doing(f"Sign {one.authority}’s self-assessment", url, "Waits for you",
                                                 f"As {one.get_role_display()}.", "needs")  # fmt: skip


def _to_moderate(user, cycles):
    mine = Moderator.objects.visible_to(user).filter(person=user, submission__assessment__cycle__in=cycles)
    mine = mine.filter(status__in=[Moderator.Status.ASKED, Moderator.Status.ACCEPTED, Moderator.Status.DONE])
    for one in mine.select_related("submission__assessment", "authority"):
        kind = "" if one.status == Moderator.Status.DONE else "needs"
        url = address_if_there("moderate", one.public_id)
        label = f"Moderate {one.authority}’s self-assessment"
        yield one.submission.assessment.cycle_id, Doing(label, url, one.get_status_display(), kind=kind)


def _to_read(user, cycles):
    """What other authorities submitted and the person may read."""
    mine = authorities_of(user, frozenset(Role))
    others = Submission.objects.visible_to(user).latest_of_each().exclude(authority__in=mine)
    others = others.filter(assessment__cycle__in=cycles).defer("words").select_related("authority", "assessment")
    for one in others.order_by("authority__name"):
        url = address_if_there("submitted", one.public_id)
        yield (
            one.assessment.cycle_id,
            Doing(f"Read {one.authority}’s self-assessment", url, "", f"Submitted on {dates.day(one.submitted_at)}."),
        )


def _summits(user, cycles):
    """The Performance Summit, for those to whom the cycle shows it, once it has begun."""
    shown_to = [Step.Audience.DIRECTORS, Step.Audience.REGION]
    steps = Step.objects.visible_to(user).filter(cycle__in=cycles, kind=Step.Kind.PERFORMANCE_SUMMIT, is_on=True)
    for step in steps.filter(seen_by__in=shown_to).select_related("cycle"):
        day = first_day(step)
        if day and day <= timezone.localdate():
            url = address_if_there("summit", step.cycle.public_id)
            hint = "What the self-assessments say together; no authority is named."
            yield step.cycle_id, Doing(step.name, url, "", hint)
