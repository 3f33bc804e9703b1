"""What a team works with, for tests: its notes, lines of enquiry and sessions."""

from datetime import date, time

from peerchallenge.reviews.models import ReviewEnquiry, Session, Stage, TeamNote, Theme
from tests.peerchallenge.reviews import shapes

DAY = date(2026, 11, 3)


def visited(authority, *members, by, lead=None, at=Stage.ON_SITE, **fields):
    """A review of `authority` on site, with `lead` and `members` on its team."""
    review = shapes.review(authority, by=by, at=at, **fields)
    if lead:
        shapes.member(review, lead, by=by, lead=True)
    for person in members:
        shapes.member(review, person, by=by)
    return review


def note(review, text="Staff feel heard.", *, by, **fields):
    return TeamNote.objects.create(review=review, text=text, made_by=by, edited_by=by, **fields)


def session(review, title="Social workers", *, day=DAY, starts=time(9), **fields):
    return Session.objects.create(review=review, title=title, day=day, starts=starts, **fields)


def enquiry(review, text="How quickly are children seen?", **fields):
    return ReviewEnquiry.objects.create(review=review, text=text, position=review.enquiries.count(), **fields)


def theme(name="Front door", **fields):
    return Theme.objects.get_or_create(name=name, region=fields.pop("region", None))[0]
