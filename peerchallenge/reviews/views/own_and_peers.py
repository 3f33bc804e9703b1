"""Own view beside peers' view: for whoever reads the findings of a review and the self-assessment that they bear on."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from peerchallenge.reading import note_reading
from peerchallenge.reviews.beside import beside, signed
from peerchallenge.reviews.views.findings import Opened, review_read
from peerchallenge.reviews.wording import submission_for

COLUMNS = (("Area", False), ("Own judgement", False), ("Average step of the ladder", True), ("Own strengths", True),
           ("Own areas for improvement", True), ("Peers’ strengths", True), ("Peers’ areas to develop", True),
           ("Difference", True))  # fmt: skip


@require_safe
def own_and_peers(request, public_id):
    """Where the host and its peers differ most, in both directions, with hidden strengths and unseen areas."""
    opened = Opened(request, review_read(request, public_id), with_history=False)
    own = [card.submission for card in opened.cards if card.submission]
    submission = max(own, key=lambda one: one.submitted_at, default=None)
    submission = submission or submission_for(opened.review, request.user)
    found = beside(submission.words, submission, opened.cards) if submission and opened.cards else None
    if found:
        note_reading(submission, request.user, "Page")
    context = {
        "found": found, "submission": submission, "count": len(opened.cards),
        "columns": [{"label": label, "numeric": numeric} for label, numeric in COLUMNS],
        "rows": [_row(line) for line in found.lines] if found else [],
    }  # fmt: skip
    return render(
        request, "peerchallenge/reviews/findings/own_and_peers.html", context | opened.context("own_and_peers")
    )


def _row(line):
    step = "" if line.step is None else f"{line.step:.1f}"
    difference = "" if line.difference is None else signed(line.difference)
    numbers = [step, line.own.strengths, line.own.areas, line.peers.strengths, line.peers.areas, difference]
    return [line.heading, line.judgement or "No judgement", *({"text": str(one), "numeric": True} for one in numbers)]
