"""The lead, or who runs the review, words its findings until they are final. Each verb is one transaction."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews.actions.letters import share
from peerchallenge.reviews.actions.moving import held
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.models import Finding, Review, Wording
from peerchallenge.reviews.stage_words import HOST
from peerchallenge.reviews.wording import is_shared_by_hand, is_still_worded
from portal.audit.models import FormKey, Overtaken, record


class Final(Exception):
    """The findings are final, or the review is over; nothing was written."""


def _worded(review) -> Review:
    review = Review.objects.hold(review.pk)
    if not is_still_worded(review):
        raise Final(f"The findings of {review} are final.")
    return review


@transaction.atomic
def add_finding(review, *, by, form_key=None, **fields) -> Finding:
    """Add a finding, the last; the team's until it is sent. Raises Final, KeyAlreadyUsed."""
    FormKey.refuse_used(form_key, Finding)
    review = _worded(review)
    last = review.findings.aggregate(last=Max("position"))["last"]
    made = Finding.objects.create(
        review=review, position=0 if last is None else last + 1, made_by=by, edited_by=by, **fields
    )
    if form_key:
        FormKey.spend(form_key, made)
    record("added", made, by=by)
    return made


@transaction.atomic
def edit_finding(finding, *, by, version, **fields) -> Finding:
    """Word a finding anew on top of `version`; the host goes on reading what it was sent. Raises Final, Overtaken."""
    _worded(finding.review)
    _standing(finding)
    finding.rewrite(by=by, version=version, **fields)
    return finding


@transaction.atomic
def take_out_finding(finding, *, by, version) -> Finding:
    """Take a finding out; the team's notes behind it are free again. Raises Final, Overtaken."""
    _worded(finding.review)
    _standing(finding)
    finding.rewrite(by=by, version=version, verb="took out", is_removed=True)
    finding.notes.update(finding=None)
    return finding


def _standing(finding):
    if not Finding.objects.standing().filter(pk=finding.pk).exists():
        raise Overtaken(f"{finding} was taken out.")


@transaction.atomic
def order_findings(review, ids, *, by) -> None:
    """Put the standing findings in the order of `ids` (public ids as text); those that aren't named come last.

    Raises Final.
    """
    review = _worded(review)
    places = {pk: place for place, pk in enumerate(ids)}
    rows = list(review.findings.standing().order_by("position", "pk"))
    rows.sort(key=lambda one: places.get(str(one.public_id), len(places)))
    for place, one in enumerate(rows):
        if one.position != place:
            Finding.objects.filter(pk=one.pk).update(position=place)
    record("ordered the findings of", review, by=by)


@transaction.atomic
def share_findings(review, *, by, version) -> Review:
    """Show the findings of a review whose kind has no letters to its host: they are final, and it can reply.

    Raises Overtaken, Final (also of a kind with letters, and before the visit), NoFindings.
    """
    review = held(review, version)
    if not is_shared_by_hand(review):
        raise Final(f"The findings of {review} aren't shared like this.")
    share(review, Wording.Sent.FINAL, by=by)
    until = timezone.localdate() + timedelta(days=settings.REVIEW_NOTES_DAYS)
    review.rewrite(by=by, version=version, verb="showed the findings of", shared_at=timezone.now(), notes_until=until)
    said = f"The team shows {review.authority} the headline findings of {review}. You can reply to each."
    address = reverse("findings", args=[review.public_id])
    tell(review, told(review, [HOST], by=by), subject="headline findings", said=said, key="shared", by=by,
         address=address)  # fmt: skip
    return review
