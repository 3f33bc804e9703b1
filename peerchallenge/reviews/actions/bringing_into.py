"""A letter that was written in Word becomes the draft letter of a review that is under way: one transaction."""

from django.db import transaction
from django.db.models import Max

from peerchallenge.reviews.actions.bringing import write_findings
from peerchallenge.reviews.actions.writing_letters import write_letter
from peerchallenge.reviews.models import BroughtLetter, Review, ReviewDocument, ShownTo
from portal.audit.models import record


@transaction.atomic
def take_into(brought, review, words, findings, *, by, version) -> Review:
    """Put a letter that was checked into the draft of `review`, once: its findings after those that are there.

    `words` are those of LetterDraft, on top of its `version` (0: nobody wrote); `findings` as take_letter takes them.
    Only the team and those who run the review read any of it. Raises, with nothing written, NotAMove when the letter is
    final by now, Overtaken when somebody saved first.
    """
    brought = BroughtLetter.objects.hold(brought.pk)
    if brought.review_id:
        return brought.review
    review = Review.objects.hold(review.pk)
    write_letter(review, by=by, version=version, **words)
    last = review.findings.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    write_findings(review, findings, shown_to=ShownTo.TEAM, by=by, first=first)
    if brought.blob:
        ReviewDocument.objects.create(
            review=review, title="Letter as it was brought in", blob=brought.blob, file_name=brought.file_name,
            given_by=by,
        )  # fmt: skip
    brought.become(review)
    record("brought a letter into", review, by=by, findings=len(findings))
    return review
