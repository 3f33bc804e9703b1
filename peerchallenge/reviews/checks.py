"""What a progress check asks: each action with what was said of it last, what difference it made, and what is left."""

from typing import Any, NamedTuple

from peerchallenge.reviews.models import ActionReport, HostAction, ProgressCheck

# What an action that stands like this is reported as, until its host says something else.
STANDS = {
    HostAction.Status.DONE: ActionReport.Status.DONE,
    HostAction.Status.CLOSED: ActionReport.Status.DONE,
}
FIELDS = ("status", "done", "difference")


class Asked(NamedTuple):
    """An action in a progress check: the report on it there, or None, and the last one before, or None."""

    action: HostAction
    report: ActionReport | None
    before: ActionReport | None

    @property
    def initial(self) -> dict:
        """With what its form begins: what is saved, else what was said last."""
        if said := self.report or self.before:
            words = {name: getattr(said, name) for name in FIELDS}
            return words if self.report else words | {"status": STANDS.get(self.action.status, said.status)}
        return {"status": STANDS.get(self.action.status, ""), "done": "", "difference": ""}

    @property
    def last_time(self) -> str:
        """When that was said with which the form begins, in words; "" where it is this check's own."""
        if self.report or self.before is None:
            return ""
        return f"This was said after {self.before.progress_check.months} months. Put it right where it changed."


def reported_on(review) -> list[HostAction]:
    """Return the actions on which progress is asked: all but those that were dropped."""
    rows = HostAction.objects.filter(review=review).exclude(status=HostAction.Status.DROPPED)
    return list(
        rows.select_related("next_step__finding").order_by(
            "next_step__finding__position", "next_step__position", "due_on", "position", "pk"
        )
    )


def asked_in(check: ProgressCheck) -> list[Asked]:
    """Return what a progress check asks, for those who write it; two queries."""
    said, before = _reports(check)
    return [Asked(one, said.get(one.pk), before.get(one.pk)) for one in reported_on(check.review)]


def _reports(check):
    """Return {id of an action: its report in the check} and {…: its last report in one that was sent before}."""
    rows = ActionReport.objects.filter(review=check.review_id).select_related("progress_check")
    said, before = {}, {}
    for one in rows.order_by("progress_check__due_on", "pk"):
        if one.progress_check_id == check.pk:
            said[one.action_id] = one
        elif one.progress_check.sent_at and one.progress_check.due_on < check.due_on:
            before[one.action_id] = one
    return said, before


def missing_in(check: ProgressCheck) -> list[str]:
    """Return what a progress check can't be sent without, in words."""
    asked = asked_in(check)
    left = sum(one.report is None for one in asked)
    found = [f"{left} of {len(asked)} actions: how {'it stands' if left == 1 else 'they stand'}."] if left else []
    return found + ([] if check.difference.strip() else ["What changed for children, overall."])


class Told(NamedTuple):
    """A report as it is read: on which action."""

    action: Any
    report: ActionReport


def told_in(check: ProgressCheck, user) -> list[Told]:
    """Return the reports of a progress check that `user` reads, in the order of its actions; one query."""
    rows = ActionReport.objects.visible_to(user).filter(progress_check=check)
    rows = rows.select_related("action__next_step__finding").order_by(
        "action__next_step__finding__position", "action__next_step__position", "action__due_on", "action__pk"
    )
    return [Told(one.action, one) for one in rows]
