"""Where the host's reply stands: whether it is open, what is replied, what is left, and what exactly is sent."""

from typing import NamedTuple

from peerchallenge.deadlines import how_far
from peerchallenge.reviews.front_page import due_in_words
from peerchallenge.reviews.models import Finding, NextStep, Reply, Stage
from portal.drafting.models.version import fingerprint
from portal.ui import dates


class Standing(NamedTuple):
    """How far a reply is: the findings (each with `said`, its Reply or None) and next steps that wait for an answer."""

    findings: list
    unanswered: list

    @property
    def replied(self) -> list:
        return [one for one in self.findings if one.said]

    @property
    def left(self) -> list:
        return [one for one in self.findings if one.said is None]

    @property
    def strengths_left(self) -> list:
        return [one for one in self.left if one.kind == Finding.Kind.STRENGTH]

    @property
    def progress(self) -> str:
        return f"{len(self.replied)} of {len(self.findings)} replied"

    @property
    def seal(self) -> str:
        """What tells whether the reply is still the one that was looked at."""
        said = [[str(one.public_id), one.said and one.said.says, one.said and one.said.words] for one in self.findings]
        return fingerprint({"said": said, "waiting": [str(one.public_id) for one in self.unanswered]})


def is_final(review) -> bool:
    """Return whether its findings are as the host replies to them; its stages are prefetched, or one query."""
    if review.is_issued:
        return True
    letters = {row.stage for row in review.stages.all() if row.is_on} & {Stage.FACTUAL_CHECK, Stage.FINAL_LETTER}
    return review.is_shared and not letters


def awaits_reply(review) -> bool:
    """Return whether the host can write its reply now."""
    replies = any(row.stage == Stage.REPLY and row.is_on for row in review.stages.all())
    return replies and is_final(review) and review.is_shared and not review.is_over and review.replied_at is None


def standing_of(review) -> Standing:
    """Return how the reply stands; two queries."""
    findings = list(review.findings.standing().select_related("reply", "theme"))
    for one in findings:
        one.said = said_to(one)
    steps = review.next_steps.standing().filter(answer=NextStep.Answer.WAITING, finding__is_removed=False)
    return Standing(findings, list(steps.select_related("finding")))


def said_to(finding) -> Reply | None:
    """Return the reply to a finding that was read with its `reply`."""
    return getattr(finding, "reply", None)


def due_or_sent(review) -> str:
    """Return by when the reply is promised, or when it was sent and whether that was late, in a sentence."""
    row = next((one for one in review.stages.all() if one.stage == Stage.REPLY), None)
    if review.replied_at:
        sent = f"{review.authority} sent its reply on {dates.day(review.replied_at)}"
        return f"{sent}{_how_late(row, review.replied_at)}."
    if row is None or not row.is_on:
        return ""
    return f"{due_in_words(row)}.{_still_open(row)}"


def _how_late(row, sent_at):
    if row is None or row.due_on is None:
        return ""
    days = (dates.local(sent_at).date() - row.due_on).days
    return f", {days} day{'' if days == 1 else 's'} after the day promised" if days > 0 else ""


def _still_open(row):
    late = row.due_on is not None and how_far(row.due_on).endswith(("ago", "yesterday"))
    return " It can still be sent, and will say that it came late." if late else ""
