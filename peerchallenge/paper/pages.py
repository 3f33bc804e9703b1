"""What stands on the paper of a submission, as plain text: nothing in it is markup of any kind."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from peerchallenge.audiences import who_sees
from peerchallenge.reading import part_of, who_has
from peerchallenge.shown import ShownSection, shown
from peerchallenge.summing_up import summary_of
from portal.ui import dates


@dataclass
class AssessmentPage:
    title: str
    region: str
    subtitle: str
    status: str
    level: str
    who: str
    header: str
    footer: str
    signed: list[str]
    counts: str
    lines: list[Any]
    gaps: list[str]
    sections: list[ShownSection]

    def as_data(self) -> dict:
        return asdict(self)


def assessment_page(submission, user, at) -> AssessmentPage:
    """Return the paper of a submission that `user` reads `at` this moment; who may read it was asked before."""
    words = submission.words
    name = f"{words['authority']['name']}, self-assessment {words['year']}"
    audience = who_sees(submission.assessment)
    summary = summary_of(words)
    return AssessmentPage(
        title=name,
        region=str(submission.region),
        subtitle=f"{submission.region}. {words['framework']}. Version {submission.number}, {submission.reference}",
        status=status_of(submission),
        level=audience.level,
        who=f"{audience.said} Read so far by: {who_has(submission, user)}.",
        header=f"{audience.level}. {name}, {submission.reference}. Only for those whom the first page names.",
        footer=f"Printed by {user} ({part_of(submission, user)}) on {dates.moment(at)}",
        signed=[signed_in_words(one) for one in submission.signed],
        counts=summary.said,
        lines=[[one.heading, one.grade, str(one.strengths), str(one.areas)] for one in summary.lines],
        gaps=[f"{one['section']}: {one['said']}" for one in submission.gaps],
        sections=shown(words),
    )


def status_of(submission) -> str:
    """Return when and by whom it was submitted, and whether it was opened again since, in sentences."""
    said = f"Submitted on {dates.moment(submission.submitted_at)}, by {submission.submitted_by}."
    if submission.reopened_at:
        said += f" Opened again on {dates.day(submission.reopened_at)}: a later version may follow."
    return said


def signed_in_words(one: dict) -> str:
    """Return how one of those who sign did, of a submission's `signed`."""
    if "skipped" in one:
        return f"{one['role']}: left out, as nobody held the post. {one['skipped']}"
    return f"{one['role']}: approved by {one['by']} on {dates.day(datetime.fromisoformat(one['at']))}"
