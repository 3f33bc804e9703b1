"""Until when a step lasts for an authority: the server’s clock decides, and an extension goes before the cycle’s
own day. After the last day nothing locks: it is said, and chased.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from peerchallenge.models import Extension, Step
from portal.ui import dates

EXTENDED = {"extended_to": "due_on", "extended_because": "reason"}


class Deadline(NamedTuple):
    """The last day of a step for one authority; `usual` is the cycle's, `because` the reason why it has another."""

    due_on: date | None
    usual: date | None = None
    because: str = ""

    @property
    def is_over(self) -> bool:
        """Whether its last day is past, on the clock of the server."""
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def said(self) -> str:
        """In words for those who have to keep it; "" while no day is set."""
        if self.due_on is None:
            return ""
        when = f"{_day(self.due_on)}, {how_far(self.due_on)}"
        if self.because:
            has = "had" if self.is_over else "has"
            said = f"Your authority {has} until {when}, extended because: {_ended(self.because)}"
        else:
            said = f"It was due on {when}." if self.is_over else f"Due on {when}"
        return f"{said} It can still be submitted." if self.is_over else said

    @property
    def without_reason(self) -> "Deadline":
        """The same for people of elsewhere, as moderators are: the reason is the authority's own."""
        return self._replace(because="")

    @property
    def in_short(self) -> str:
        """In a few words for a table: "Due 27 November", "Was due 3 March 2026, extended"."""
        return self._short("Was due")

    @property
    def chased(self) -> str:
        """The same of what was not handed in: "Late since 3 March 2026"."""
        return self._short("Late since")

    def _short(self, when_over):
        if self.due_on is None:
            return "No last day set"
        extended = ", extended" if self.because else ""
        return f"{when_over if self.is_over else 'Due'} {_day(self.due_on, weekday=False)}{extended}"


class Deadlines:
    """All the deadlines of a cycle, read in two queries when they are first asked for."""

    def __init__(self, cycle):
        self.steps = list(cycle.steps.all())
        given = Extension.objects.filter(step__cycle=cycle).order_by("given_at", "pk").select_related("participation")
        # The latest one counts, so it is put in last.
        self._extended = {(one.step_id, one.participation.authority_id): one for one in given}

    def step(self, kind) -> Step | None:
        """Return the step of this kind, or None where the cycle doesn't take it."""
        return next((step for step in self.steps if step.kind == kind and step.is_on), None)

    def of(self, step, authority) -> Deadline:
        """Return the deadline of `step`, one of `steps`, for `authority`."""
        return _deadline(step, self._extended.get((step.pk, authority.pk)))


class LastDays:
    """The last days of one kind of step in any cycles; each cycle is read once, whatever is asked of it.

    `known`: {id of a cycle: its Deadlines}, of those that were read before.
    """

    def __init__(self, kind=Step.Kind.SELF_ASSESSMENT, known=None):
        self._kind, self._known = kind, dict(known or {})

    def of(self, assessment) -> date | None:
        """Return until when the step lasts for the authority of a self-assessment; None while no day is set."""
        deadline = self.deadline_of(assessment)
        return deadline.due_on if deadline else None

    def deadline_of(self, assessment) -> Deadline | None:
        """Return the deadline of the step for that authority; None where the cycle doesn't take it."""
        if assessment.cycle_id not in self._known:
            self._known[assessment.cycle_id] = Deadlines(assessment.cycle)
        deadlines = self._known[assessment.cycle_id]
        step = deadlines.step(self._kind)
        return deadlines.of(step, assessment.authority) if step else None


def deadline_at(cycle, kind, authority) -> Deadline | None:
    """Return the deadline of the step of this kind in `cycle` for one authority, None where the cycle doesn't take it;
    one query."""
    given = Extension.objects.filter(step=OuterRef("pk"), participation__authority=authority)
    latest = given.order_by("-given_at", "-pk")
    extended = {name: Subquery(latest.values(field)[:1]) for name, field in EXTENDED.items()}
    step = cycle.steps.filter(kind=kind, is_on=True).annotate(**extended).first()
    if step is None or step.extended_to is None:
        return step and Deadline(step.due_on, step.due_on)
    return Deadline(step.extended_to, step.due_on, step.extended_because)


def how_far(day) -> str:
    """Return how far a day is: "in 5 days", "tomorrow", "today", "yesterday", "3 days ago"."""
    days = (day - timezone.localdate()).days
    if abs(days) < 2:
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _deadline(step, extension):
    if extension is None:
        return Deadline(step.due_on, step.due_on)
    return Deadline(extension.due_on, step.due_on, extension.reason)


def _day(day, weekday=True):
    """A day without its year when that is this one."""
    said = (dates.weekday if weekday else dates.day)(day)
    return said.removesuffix(f" {day.year}") if day.year == timezone.localdate().year else said


def _ended(sentence):
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
