"""Which lines of enquiry somebody reads, and what is suggested for an authority that has submitted."""

from typing import NamedTuple

from peerchallenge.enquiring import Suggestion, suggestions
from peerchallenge.models import LineOfEnquiry, SelfAssessment
from peerchallenge.summit import Told, taking_part, told_of
from portal.ui.permissions import may

RELATED = ("cycle__region", "region", "authority__region", "framework_version__framework")


class Chosen(NamedTuple):
    """How one authority stands before the challenge: what it submitted, its lines of enquiry, what is suggested."""

    authority: object
    assessment: SelfAssessment | None
    told: Told | None
    lines: list[LineOfEnquiry]
    open_suggestions: list[Suggestion]

    @property
    def unsent(self) -> list[LineOfEnquiry]:
        return [line for line in self.lines if line.sent_at is None]

    @property
    def state(self) -> tuple[str, str]:
        """Where it stands in words, and the kind of its tag."""
        if not self.lines:
            return ("None chosen yet", "needs") if self.told else ("Not submitted yet", "plain")
        if self.unsent:
            return (f"{len(self.unsent)} of {len(self.lines)} not sent yet", "started")
        return (f"{len(self.lines)} sent", "done")


def assessment_to(user, public_id) -> SelfAssessment | None:
    """Return the self-assessment whose lines of enquiry `user` may read, of those who run it or for its authority."""
    found = SelfAssessment.objects.select_related(*RELATED).filter(public_id=public_id).first()
    return found if found and may(user, "peerchallenge.read_enquiries", found) else None


def told_by(assessment) -> Told | None:
    """Return what the authority submitted last, with moderators' steps; for those who run the cycle."""
    return next((one for one in told_of(assessment.cycle, of=assessment)), None)


def chosen_in(summit) -> list[Chosen]:
    """Return a line for each authority that takes part in a Summit, by name. Two queries, and one for these."""
    cycle = summit.cycle
    told = {one.submission.authority_id: one for one in summit.told}
    made = {one.authority_id: one for one in SelfAssessment.objects.filter(cycle=cycle)}
    lines = {}
    for one in LineOfEnquiry.objects.standing().filter(assessment__cycle=cycle):
        lines.setdefault(one.authority_id, []).append(one)
    return [
        _chosen(one.authority, made.get(one.authority_id), told.get(one.authority_id), lines.get(one.authority_id, []))
        for one in taking_part(cycle)
    ]


def _chosen(authority, assessment, told, lines):
    return Chosen(authority, assessment, told, lines, open_suggestions(told, lines) if told else [])


def open_suggestions(told, lines) -> list[Suggestion]:
    """Return what is suggested and wasn't taken yet."""
    taken = {line.rule for line in lines}
    return [one for one in suggestions(told) if one.rule not in taken]
