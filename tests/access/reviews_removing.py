"""The states of reviews_removing.txt, and what its POSTs send: a review of Ardenvale with one headline finding."""

from uuid import uuid4

from peerchallenge.reviews.models import ReviewReport
from tests.access.reviews_letters import of_review, review_at


def of_finding(world, state):
    if state == "unknown":
        return ["finding", uuid4()]
    finding = review_at(world, "draft" if state == "nothing" else state).findings.get()
    return ["nothing" if state == "nothing" else "finding", finding.public_id]


def of_report(world, state):
    if state == "unknown":
        return [uuid4()]
    review = review_at(world, state)
    one = ReviewReport.objects.create(
        review=review, kind="finding", record=review.findings.get().public_id, parts=["headline"], why="name",
        where="Headline finding 1", reported_by=world.dana, host_reads=review.is_shared, others_read=True,
    )  # fmt: skip
    return [one.public_id]


def chosen(world, state):
    return {"form_key": uuid4(), "parts": ["headline"], "why": "name"}


ARGUMENTS = {
    **dict.fromkeys(("review_report_any", "review_removals"), of_review),
    **dict.fromkeys(("review_report", "review_remove"), of_finding),
    "review_report_keep": of_report,
}
BODIES = {"review_report": chosen, "review_remove": chosen, "review_report_keep": lambda world, state: {}}
