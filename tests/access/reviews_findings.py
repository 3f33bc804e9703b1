"""The states of reviews_findings.txt: a review of Ardenvale with two findings, before and after they are sent."""

from uuid import uuid4

from peerchallenge.reviews.models import Finding, Review, Stage
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made


def a_review(world, state):
    stages = {"draft": Stage.DRAFT, "sent": Stage.REPLY, "letterless": Stage.ON_SITE}
    at = stages.get(state.removeprefix("charlies-"), Stage.FINAL_LETTER)
    kind = shapes.kind(without=(Stage.FACTUAL_CHECK, Stage.FINAL_LETTER) if state == "letterless" else ())
    review = shapes.review(world.ardenvale, by=world.cast["alice"], at=at, kind_of=kind)
    for place, what in enumerate(("strength", "area")):
        finding = shapes.finding(review, f"Headline {place + 1}.", kind=what, by=world.dana)
        if review.is_issued:
            made.sent(finding, by=world.dana)
    if state.startswith("charlies-"):
        shapes.member(review, world.cast["charlie"], by=world.dana, lead=True)
    if state == "released":
        Finding.objects.filter(position=0).update(shown_to="directors")
    return review


def of_review(world, state):
    return [uuid4() if state == "unknown" else a_review(world, state).public_id]


def of_finding(world, state):
    return [uuid4() if state == "unknown" else a_review(world, state).findings.first().public_id]


def worded(world, state):
    first = Finding.objects.first()
    return {"kind": "area", "headline": "Otherwise.", "version": first.version if first else 1, "form_key": uuid4()}


def ordered(world, state):
    review = Review.objects.first()
    rows = review.findings.all() if review else []
    return {str(one.public_id): 5 - place for place, one in enumerate(rows)}


ARGUMENTS = {
    **dict.fromkeys(
        (
            "findings",
            "findings_csv",
            "own_and_peers",
            "reply_strengths",
            "reply_send",
            "finding_new",
            "findings_order",
            "findings_share",
        ),
        of_review,
    ),
    **dict.fromkeys(("finding", "reply", "reply_save", "finding_edit", "finding_remove"), of_finding),
}
BODIES = {
    **dict.fromkeys(("reply", "reply_save"), lambda world, state: {"says": "agree", "version": 0}),
    "reply_send": lambda world, state: {"seal": "unknown"},
    **dict.fromkeys(("finding_new", "finding_edit", "finding_remove"), worded),
    "findings_order": ordered,
    "findings_share": lambda world, state: {"version": 1},
}
