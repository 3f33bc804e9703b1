"""What is counted of a self-assessment, area by area: how broad it is and how well evidenced.

The rules are those of `peerchallenge.ladder`, and a moderator's step goes before the coach's. Counts are kept beside
each submission: `count` makes them when it is made, and again when a moderator's remarks were sent.
"""

from django.db import transaction

from peerchallenge.ladder import confirmed_steps, is_about_practice
from peerchallenge.models import Remark, Submission, SubmissionCount

FIELDS = (
    "prompts", "prompts_answered", "statements", "with_evidence", "about_practice", "at_three_or_more", "at_four",
)  # fmt: skip


def counts_of_section(section: dict, steps: dict[str, int]) -> dict[str, int]:
    """Return FIELDS of one section of words; `steps` {id of a statement: step} go before those that the words have.

    A question is answered by a statement of its own, or by one on the area as a whole. A statement without a claim
    says nothing and isn't counted.
    """
    whole = _claims(section)
    prompts = [_claims(prompt) for prompt in section["prompts"]]
    statements = [one for found in [whole, *prompts] for one in found]
    reached = [steps.get(one["id"], one["step"]) for one in statements]
    return {
        "prompts": len(prompts),
        "prompts_answered": sum(bool(own or whole) for own in prompts),
        "statements": len(statements),
        "with_evidence": sum(step >= 2 for step in reached),
        "about_practice": sum(is_about_practice(one) for one in statements),
        "at_three_or_more": sum(step >= 3 for step in reached),
        "at_four": sum(step >= 4 for step in reached),
    }


def _claims(holder):
    return [one for one in holder["statements"] if one["claim"].strip()]


@transaction.atomic
def count(submission) -> list[SubmissionCount]:
    """Keep what is counted of `submission` now, in place of what was kept before, and return it; five queries.

    Two at once count one after the other, so that the later one knows every remark that was sent.
    """
    Submission.objects.select_for_update().filter(pk=submission.pk).first()
    made = counted(submission)
    SubmissionCount.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["submission", "area"], update_fields=FIELDS
    )
    return made


def counted(submission) -> list[SubmissionCount]:
    """Return what is counted of `submission`, not kept: an area each, in their order. Three queries."""
    areas = {area.code: area for area in submission.assessment.framework_version.areas.all()}
    steps = confirmed_steps(Remark.objects.filter(moderator__submission=submission))
    return [
        SubmissionCount(
            submission=submission, region_id=submission.region_id, authority_id=submission.authority_id,
            area=areas[section["code"]], **counts_of_section(section, steps),
        )
        for section in submission.words["sections"]
        if section["code"] in areas
    ]  # fmt: skip
