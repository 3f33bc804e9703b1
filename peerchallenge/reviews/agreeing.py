"""What a host agrees when its actions go live: its next steps with their answers and actions, and what is missing."""

from typing import NamedTuple

from peerchallenge.reviews.acting import ACCEPTED
from peerchallenge.reviews.models import HostAction, NextStep
from portal.drafting.models.version import fingerprint


class Agreement(NamedTuple):
    """The standing next steps of a review, each with `standing_actions`."""

    steps: list

    @property
    def accepted(self) -> list:
        return [one for one in self.steps if one.answer in ACCEPTED]

    @property
    def actions(self) -> list:
        return [action for one in self.accepted for action in one.standing_actions]

    @property
    def unanswered(self) -> list:
        return [one for one in self.steps if one.answer == NextStep.Answer.WAITING]

    @property
    def bare(self) -> list:
        """Those that are accepted and have no action."""
        return [one for one in self.accepted if not one.standing_actions]

    @property
    def said(self) -> str:
        steps, actions = len(self.accepted), len(self.actions)
        return f"{actions} action{_s(actions)} for {steps} accepted next step{_s(steps)}"

    @property
    def lacks(self) -> str:
        """What is missing, in words: "1 next step without an answer and 2 without an action"."""
        counts = [(len(self.unanswered), "without an answer"), (len(self.bare), "without an action")]
        return " and ".join(f"{many} next step{_s(many)} {what}" for many, what in counts if many)

    @property
    def seal(self) -> str:
        """What tells whether it is still what was looked at."""
        said = [[str(one.public_id), one.version, [[str(it.public_id), it.version] for it in one.standing_actions]]
                for one in self.steps]  # fmt: skip
        return fingerprint(said)


def agreement_of(review) -> Agreement:
    """Return what the host of a review would agree now; two queries."""
    steps = list(review.next_steps.standing().select_related("finding"))
    found = {one.pk: [] for one in steps}
    for action in HostAction.objects.filter(next_step__in=found).exclude(status=HostAction.Status.DROPPED):
        found[action.next_step_id].append(action)
    for one in steps:
        one.standing_actions = found[one.pk]
    return Agreement(steps)


def _s(many):
    return "" if many == 1 else "s"
