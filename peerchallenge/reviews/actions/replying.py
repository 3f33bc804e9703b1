"""The host replies to the findings of its review, and sends the reply as a whole. Each verb is one transaction.

What is replied leaves no audit event before it is sent: who runs the region's peer challenge reads those.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions.writing import take_version
from peerchallenge.reviews.actions.moving import reach
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.models import Finding, Reply, Review, Stage
from peerchallenge.reviews.public_face import public_changed
from peerchallenge.reviews.replying import awaits_reply, standing_of
from peerchallenge.reviews.stage_words import HOST, RUNNERS, TEAM
from portal.audit.models import Overtaken


class NotOpen(Exception):
    """The reply was sent before, or can't be written yet; nothing was written."""


class ReplyChanged(Exception):
    """The reply says something else than what the person looked at; nothing was written."""


class NotWhole(Exception):
    """Something has no answer, and the person didn't say that the reply may go without; nothing was written."""


def _open(review) -> Review:
    """Return the review, locked, while its host can reply. Raises NotOpen."""
    review = Review.objects.hold(review.pk)
    if not awaits_reply(review):
        raise NotOpen(f"{review} takes no reply.")
    return review


@transaction.atomic
def reply(finding, *, says, words, by, version) -> Reply:
    """Reply to a finding on top of `version` of what was replied (0: nothing yet). Raises NotOpen, Overtaken.

    The same reply sent again is no conflict.
    """
    _open(finding.review)
    if not Finding.objects.standing().filter(pk=finding.pk).exists():
        raise Overtaken(f"{finding} was taken out.")
    before = Reply.objects.filter(finding=finding).first()
    if before and (before.says, before.words) == (says, words):
        return before
    if before is None:
        if version:
            raise Overtaken(f"The reply to {finding} isn't there any more.")
        return Reply.objects.create(finding=finding, says=says, words=words, made_by=by, edited_by=by)
    take_version(before, version=version, by=by, says=says, words=words)
    return before


@transaction.atomic
def agree_to_strengths(review, ids, *, by) -> int:
    """Agree to those strengths of `ids` (public ids as text) to which nobody has replied; return to how many.

    All or none. Raises NotOpen.
    """
    left = [one for one in standing_of(_open(review)).strengths_left if str(one.public_id) in ids]
    for one in left:
        Reply.objects.create(finding=one, says=Reply.Says.AGREE, made_by=by, edited_by=by)
    return len(left)


@transaction.atomic
def send_reply(review, *, by, seal, without=False) -> Review:
    """Send the reply whose Standing has this `seal`; `without`: also with findings or next steps that have no answer.

    The review reaches the host's reply; whoever reads a finding reads its reply from now on. Raises NotOpen,
    ReplyChanged, NotWhole.
    """
    review = _open(review)
    standing = standing_of(review)
    if standing.seal != seal:
        raise ReplyChanged
    if (standing.left or standing.unanswered) and not without:
        raise NotWhole
    reach(review, Stage.REPLY, by=by, replied_at=timezone.now(), replied_by=by)
    if Finding.objects.public().filter(review=review).exists():
        public_changed(review.region)
    said = f"{review.authority} sent its reply to the headline findings: {standing.progress}."
    people = told(review, [TEAM, RUNNERS, HOST], by=by)
    address = reverse("findings", args=[review.public_id])
    tell(review, people, subject="the host replied", said=said, key="reply", by=by, address=address)
    return review
