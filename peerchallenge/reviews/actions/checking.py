"""Progress checks: planned when the final letter is issued, written by the host, sent. Each verb is one transaction.

What the host writes is read by nobody else, and leaves no audit event, before it is sent.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions.writing import take_version
from peerchallenge.reviews.acting import days_of_checks, follows_up, is_asked, is_told
from peerchallenge.reviews.actions.moving import reach
from peerchallenge.reviews.actions.replying import NotOpen, NotWhole
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.checks import missing_in, reported_on
from peerchallenge.reviews.models import ActionReport, ProgressCheck, Review, Stage
from peerchallenge.reviews.stage_words import HOST, LEAD, RUNNERS
from peerchallenge.reviews.stages import next_stage
from portal.audit.models import Overtaken, record


def plan_checks(review) -> list[ProgressCheck]:
    """Plan the progress checks of a locked review, once: when its final letter is issued, or its actions go live.

    Return those that were made; none where there are some, or where its kind follows nothing up.
    """
    if ProgressCheck.objects.filter(review=review).exists():
        return []
    days = days_of_checks(review)
    return [ProgressCheck.objects.create(review=review, months=months, due_on=day) for months, day in days.items()]


def _held(check) -> ProgressCheck:
    """Return a progress check as it is now, its review locked, while it can be written. Raises NotOpen."""
    review = Review.objects.hold(check.review_id)
    check = ProgressCheck.objects.select_related("edited_by").get(pk=check.pk)
    check.review = review
    if check.sent_at is not None or not follows_up(review):
        raise NotOpen(f"{check} was sent, or {review} is over.")
    return check


@transaction.atomic
def save(check, *, difference, said, by, version) -> ProgressCheck:
    """Save what is said of a progress check so far. `said` is {HostAction: {status, done, difference}}.

    Raises NotOpen, Overtaken.
    """
    check = _held(check)
    take_version(check, version=version, by=by, difference=difference)
    there = {one.action_id: one for one in check.reports.all()}
    known = {one.pk for one in reported_on(check.review)}
    if not {action.pk for action in said} <= known:
        raise Overtaken("An action was taken out.")
    for action, words in said.items():
        if report := there.get(action.pk):
            take_version(report, version=report.version, by=by, **words)
        else:
            ActionReport.objects.create(progress_check=check, action=action, made_by=by, edited_by=by, **words)
    return check


@transaction.atomic
def send(check, *, by, version) -> ProgressCheck:
    """Send a progress check: whoever reads an action reads what is said of it. The first takes the review to its
    progress review. Raises NotOpen, NotWhole, Overtaken.
    """
    check = _held(check)
    if not is_asked(check):
        raise NotOpen(f"{check} isn't asked for yet.")
    if missing_in(check):
        raise NotWhole
    now = timezone.now()
    take_version(check, version=version, by=by, sent_at=now, sent_by=by)
    record("sent", check, by=by)
    _move_on(check.review, by, now)
    review = check.review
    said = f"{review.authority} says what became of its actions, {check.months} months after the letter."
    people = told(review, [RUNNERS, LEAD], by=by)
    address = reverse("progress_check", args=[check.public_id])
    tell(review, people, subject="progress", said=said, key=f"progress:{check.months}", by=by, address=address)
    return check


def _move_on(review, by, now):
    first = {} if is_told(review) else {"replied_at": now, "replied_by": by}
    if next_stage(review) == Stage.PROGRESS_REVIEW:
        reach(review, Stage.PROGRESS_REVIEW, by=by, **first)


def ask() -> int:
    """Write once to the host of each progress check whose day has come and that isn't sent; return to how many people.

    Each is asked in its own transaction.
    """
    due = ProgressCheck.objects.filter(sent_at=None, due_on__lte=timezone.localdate())
    found = due.select_related("review__kind", "review__authority__region", "review__region")
    return sum(_ask(one) for one in found.prefetch_related("review__stages") if follows_up(one.review))


@transaction.atomic
def _ask(check):
    review = check.review
    said = f"Progress after {check.months} months is asked for: what became of {review.authority}’s actions?"
    address = reverse("progress_check", args=[check.public_id])
    people = told(review, [HOST], by=None)
    key = f"ask-progress:{check.months}"
    return tell(review, people, subject="progress is asked for", said=said, key=key, by=None, address=address)
