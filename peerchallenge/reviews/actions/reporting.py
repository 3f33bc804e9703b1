"""Reporting what in a review could identify a child: kept without its text, and those who can remove it are told."""

from django.db import transaction
from django.urls import reverse

from peerchallenge.reviews.actions.telling import Told, tell, told
from peerchallenge.reviews.models import ReviewReport
from peerchallenge.reviews.removable import Kind, review_of
from peerchallenge.reviews.stage_words import HOST, LEAD
from portal.accounts.models import Post
from portal.audit.models import FormKey


@transaction.atomic
def report(kind: Kind, row, parts, *, why, by, form_key=None) -> ReviewReport:
    """Keep a report on `parts` of `row`, write to those who can remove it as far as they read it, and return it.

    They are the host's director and lead, the region's programme managers and the team's lead. Raises KeyAlreadyUsed
    when the form was sent before.
    """
    FormKey.refuse_used(form_key, ReviewReport)
    review = review_of(row)
    made = ReviewReport.objects.create(
        review=review, kind=kind.name, record=row.public_id, parts=list(parts), why=why, reported_by=by,
        where=kind.where(row, parts), **kind.reach(row, parts),
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, made)
    made.note_in_trail("reported what could identify a child in", by=by, why=why)
    people = told(review, [HOST] if made.host_reads else [], by=by)
    if made.others_read:
        people += told(review, [LEAD], by=by) + _managers(review, by)
    tell(
        review, dict.fromkeys(people), subject="something may identify a child", key=f"reported:{made.pk}", by=by,
        said="Something in this review was reported: it may identify a child or somebody else. Please look at it now.",
        address=reverse("review_remove", args=[made.kind, made.record]),
    )  # fmt: skip
    return made


def _managers(review, by):
    posts = Post.objects.managing(review.region).select_related("region")
    return [Told(post.person, str(post)) for post in posts if post.person != by]
