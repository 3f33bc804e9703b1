"""A visit as it is planned: its days with their sessions, and which lines of enquiry it could take over."""

from itertools import groupby
from typing import NamedTuple

from django.utils import timezone

from peerchallenge.models import LineOfEnquiry
from peerchallenge.reviews.models import ReviewDocument, ReviewEnquiry, Session


class Day(NamedTuple):
    """A day of the timetable, from 1 as its number within it, and its sessions in their order."""

    number: int
    day: object
    sessions: list


def days_of(review, user) -> list[Day]:
    """Return the days of the timetable on which `user` reads of a session; one query."""
    sessions = Session.objects.visible_to(user).standing().filter(review=review)
    days = groupby(sessions, key=lambda one: one.day)
    return [Day(number, day, list(found)) for number, (day, found) in enumerate(days, 1)]


def today_of(days) -> Day | None:
    """Return the day that is today; None if there is none."""
    return next((one for one in days if one.day == timezone.localdate()), None)


def enquiries_of(review, user) -> list[ReviewEnquiry]:
    return list(ReviewEnquiry.objects.visible_to(user).standing().filter(review=review))


def lines_to_take(review, user) -> list[LineOfEnquiry]:
    """Return the lines of enquiry that were sent to the host in the review's cycle, that `user` reads and that the
    review hasn't taken over."""
    if review.cycle_id is None:
        return []
    lines = LineOfEnquiry.objects.visible_to(user).standing().filter(
        assessment__cycle=review.cycle_id, authority=review.authority_id, sent_at__isnull=False
    )  # fmt: skip
    taken = review.enquiries.standing().filter(taken_from__isnull=False).values("taken_from")
    return list(lines.exclude(pk__in=taken))


def documents_of(review, user):
    rows = ReviewDocument.objects.visible_to(user).standing().filter(review=review)
    return rows.select_related("blob", "given_by").order_by("title", "pk")
