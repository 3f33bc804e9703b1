"""A visit is planned: lines of enquiry, sessions, documents. Each verb is one transaction under the review's lock."""

from django.db import transaction
from django.db.models import Max

from peerchallenge.reviews.models import Review, ReviewDocument, ReviewEnquiry, Session
from portal.audit.models import FormKey, NotAMove, Overtaken, record
from portal.files import storing
from portal.ui.permissions import may


def _held(review, by, permission) -> Review:
    """Return the review, locked, if `by` may still do that; NotAMove otherwise."""
    review = Review.objects.hold(review.pk)
    if not may(by, permission, review):
        raise NotAMove(f"{review} doesn’t take this from {by} now.")
    return review


def _added(review, model, *, by, form_key, **fields):
    FormKey.refuse_used(form_key, model)
    made = model.objects.create(review=review, made_by=by, edited_by=by, **fields)
    if form_key:
        FormKey.spend(form_key, made)
    record("added", made, by=by)
    return made


@transaction.atomic
def add_enquiry(review, *, by, text, form_key=None, taken_from=None) -> ReviewEnquiry:
    """Add a line of enquiry, the last. Raises KeyAlreadyUsed, NotAMove."""
    review = _held(review, by, "reviews.choose_enquiries")
    last = review.enquiries.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    return _added(review, ReviewEnquiry, by=by, form_key=form_key, text=text, position=place, taken_from=taken_from)


@transaction.atomic
def take_enquiries(review, lines, *, by) -> int:
    """Add those of `lines` (LineOfEnquiry of the review's cycle and host) that aren't there; return how many."""
    review = _held(review, by, "reviews.choose_enquiries")
    there = set(review.enquiries.standing().values_list("taken_from", flat=True))
    new = [line for line in lines if line.pk not in there]
    for line in new:
        add_enquiry(review, by=by, text=line.text, taken_from=line)
    return len(new)


@transaction.atomic
def order_enquiries(review, ids, *, by) -> None:
    """Put the lines of enquiry in the order of `ids` (public ids as text); those that aren't named come last."""
    review = _held(review, by, "reviews.choose_enquiries")
    places = {pk: place for place, pk in enumerate(ids)}
    rows = sorted(review.enquiries.standing(), key=lambda one: places.get(str(one.public_id), len(places)))
    for place, one in enumerate(rows):
        ReviewEnquiry.objects.filter(pk=one.pk).update(position=place)
    record("ordered the lines of enquiry of", review, by=by)


@transaction.atomic
def change(row, *, by, version, permission, **fields):
    """Change a line of enquiry or a session on top of `version`. Raises Overtaken, NotAMove."""
    _held(row.review, by, permission)
    if not type(row).objects.standing().filter(pk=row.pk).exists():
        raise Overtaken(f"{row} was taken out.")
    row.rewrite(by=by, version=version, **fields)
    return row


def take_out(row, *, by, version, permission):
    """Take a line of enquiry or a session out; notes that name it keep it. Raises Overtaken, NotAMove."""
    return change(row, by=by, version=version, permission=permission, is_removed=True)


@transaction.atomic
def add_session(review, *, by, form_key=None, **fields) -> Session:
    """Add a session to the timetable. Raises KeyAlreadyUsed, NotAMove."""
    return _added(_held(review, by, "reviews.plan_visit"), Session, by=by, form_key=form_key, **fields)


@transaction.atomic
def add_document(review, *, by, permission, title, document, shown_to, form_key=None) -> ReviewDocument:
    """Keep a document that `portal.files` has read. Raises KeyAlreadyUsed, NotAMove."""
    review = _held(review, by, permission)
    FormKey.refuse_used(form_key, ReviewDocument)
    blob = storing.keep(document.data, document.kind.content_type)
    made = ReviewDocument.objects.create(
        review=review, title=title, blob=blob, file_name=document.name, shown_to=shown_to, given_by=by
    )
    if form_key:
        FormKey.spend(form_key, made)
    record("gave", made, by=by)
    return made


@transaction.atomic
def take_out_document(document, *, by) -> None:
    """Take a document away: nobody opens it any more. Twice is as good as once."""
    Review.objects.hold(document.review_id)
    if ReviewDocument.objects.standing().filter(pk=document.pk).update(is_removed=True):
        record("took out", document, by=by)
