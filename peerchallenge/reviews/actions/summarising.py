"""What a host tells the public of a review: written, published by its own act, taken off the public pages again."""

from django.db import transaction
from django.utils import timezone

from peerchallenge.reviews.models import PublicSummary, Review
from peerchallenge.reviews.public_face import public_changed
from portal.audit.models import Overtaken, record


class IsPublished(Exception):
    """It is public: it is taken off the public pages before it is changed."""


@transaction.atomic
def write(review, text, *, by, version) -> PublicSummary:
    """Save the draft over its `version` (0: there is none yet). Raises Overtaken, IsPublished."""
    review = Review.objects.hold(review.pk)
    summary = PublicSummary.objects.filter(review=review).first()
    if summary is None:
        if version:
            raise Overtaken("There is none.")
        summary = PublicSummary.objects.create(review=review, text=text, made_by=by, edited_by=by)
        record("wrote", summary, by=by)
        return summary
    if summary.published_at:
        raise IsPublished
    if summary.text != text or summary.version != version:
        summary.rewrite(by=by, version=version, text=text)
    return summary


@transaction.atomic
def publish(review, *, by, version) -> PublicSummary:
    """Let everybody read the summary as it is at `version`. Raises Overtaken when it was changed, or is empty."""
    summary = _held(review)
    if summary.published_at and summary.version == version + 1:
        return summary  # pressed twice
    if not summary.text or summary.published_at:
        raise Overtaken("There is nothing to publish.")
    summary.rewrite(by=by, version=version, verb="published", published_at=timezone.now(), published_by=by)
    public_changed(summary.region)
    return summary


@transaction.atomic
def take_off(review, *, by) -> PublicSummary:
    """Take the summary off the public pages: it is a draft again. Done twice it is done once."""
    summary = _held(review)
    if summary.published_at:
        summary.rewrite(
            by=by, version=summary.version, verb="took off the public pages", published_at=None, published_by=None
        )
        public_changed(summary.region)
    return summary


def _held(review):
    review = Review.objects.hold(review.pk)
    summary = PublicSummary.objects.select_related("region").filter(review=review).first()
    if summary is None:
        raise Overtaken("There is none.")
    return summary
