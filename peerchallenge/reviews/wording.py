"""What the team chooses from while it words a finding: themes, lines of enquiry, the submitted self-assessment."""

from django.db.models import Q

from peerchallenge.models import Submission
from peerchallenge.reviews.models import LINE, Stage, Theme
from peerchallenge.reviews.relating import places_in
from peerchallenge.reviews.replying import is_final


def is_still_worded(review) -> bool:
    """Return whether the findings of a review can be worded, ordered, added and taken out: until they are final."""
    return not (review.is_over or is_final(review))


def is_shared_by_hand(review) -> bool:
    """Return whether the findings wait to be shown to the host without a letter: its kind has none, and the visit has
    begun."""
    uses = {row.stage for row in review.stages.all() if row.is_on}
    visited = review.status in LINE and LINE.index(review.status) >= LINE.index(Stage.ON_SITE)
    return visited and not review.is_shared and not uses & {Stage.FACTUAL_CHECK, Stage.FINAL_LETTER}


def themes_for(review, finding=None):
    """Return the themes that a finding of `review` can have, with the one that it has."""
    standing = Q(region=None) | Q(region=review.region)
    had = Q(pk=finding.theme_id) if finding and finding.theme_id else Q(pk__in=[])
    return Theme.objects.filter(standing & Q(is_retired=False) | had)


def submission_for(review, user, finding=None) -> Submission | None:
    """Return the submitted self-assessment to which a finding can relate: the one that it relates to, or else the
    host's latest; None where `user` reads neither."""
    own = Submission.objects.visible_to(user).filter(authority=review.authority_id)
    if finding and finding.submission_id:
        return own.filter(pk=finding.submission_id).first()
    return own.filter(region=review.region_id).latest_of_each().order_by("-submitted_at", "-pk").first()


def places_for(submission) -> list:
    """Return the choices of what a finding is about; grouped by area, as a select takes them."""
    return [("", "Nothing in it"), *(places_in(submission.words) if submission else ())]
