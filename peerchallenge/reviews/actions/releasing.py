"""A host lets others read items of its review, or fewer people: one transaction, under the review's lock."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from peerchallenge.reviews.models import ItemRelease, Review, ShownTo
from peerchallenge.reviews.public_face import public_changed
from peerchallenge.reviews.releasing import change_of, counted
from portal.accounts.mail import queue_mail
from portal.audit.models import NotAMove, Overtaken, record
from portal.ui.links import absolute


@transaction.atomic
def release(review, keys, level, *, by, seal) -> ItemRelease | None:
    """Show the items with these `keys` as far as `level`, if that does what the Change with this `seal` said.

    Returns what was noted, None when it was done before. Raises NotAMove when others would read what isn't final,
    Overtaken when it would do something else by now, or can't be done.
    """
    review = Review.objects.hold(review.pk)
    change = change_of(review, set(keys), level)
    if not change.entries:
        return None
    if change.wider and not review.is_issued:
        raise NotAMove(f"{review} isn't final: {review.status}.")
    if change.problems or change.seal != seal:
        raise Overtaken("It would do something else by now.")
    was_public = any(entry.level == ShownTo.PUBLIC for entry in change.entries)
    made = _note(review, change, by)
    for entry in change.entries:
        type(entry.record).objects.filter(pk=entry.record.pk).update(shown_to=change.level)
    _tell(made, change, by)
    if was_public or change.is_public:
        public_changed(review.region)
    return made


def _note(review, change, by):
    items = {}
    for entry in change.entries:
        items.setdefault(entry.kind, []).append(str(entry.record.public_id))
    number = len(change.lets_in.readers)
    made = ItemRelease.objects.create(review=review, shown_to=change.level, items=items, people=number, made_by=by)
    verb = "released items of" if change.wider else "closed items of"
    record(verb, review, by=by, items=counted(change.entries), shown_to=change.level, people=number)
    return made


def _tell(made, change, by):
    """Write once to each person who is let in: what they can read, and where; not a word of it."""
    review = made.review
    words = {"review": review, "by": by, "items": counted(change.wider), "site_name": settings.SITE_NAME,
             "address": absolute(reverse("findings", args=[review.public_id]))}  # fmt: skip
    for reader in change.lets_in.readers:
        body = render_to_string("emails/peerchallenge/items_released.txt", words | {"reader": reader})
        subject = f"{review.authority} lets you read what a peer review found"
        key = f"items-released:{made.pk}:{reader.person.pk}"
        queue_mail(key=key, to=reader.person.email, subject=subject, body=body)
