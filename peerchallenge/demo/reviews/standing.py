"""How a review of the demonstration comes to stand where it does: by the verbs, each dated to its day afterwards."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from peerchallenge.reviews.actions.letters import freeze, share
from peerchallenge.reviews.actions.moving import date_stages, reach, start
from peerchallenge.reviews.letter import words_of
from peerchallenge.reviews.models import LINE, ProgressCheck, Review, ReviewKind, Stage, Wording
from peerchallenge.reviews.stages import months_after, used
from portal.audit.models import AuditEvent
from portal.regions.models import LocalAuthority

# How many days before the visit began (below 0) or after it ended each stage was reached, as a region does it.
USUAL = {
    Stage.REQUESTED: -110, Stage.SCOPING: -100, Stage.TEAM_CONFIRMED: -50, Stage.EVIDENCE_OPEN: -28, Stage.ON_SITE: 0,
    Stage.FEEDBACK_GIVEN: 0, Stage.DRAFT: 4, Stage.FACTUAL_CHECK: 9, Stage.FINAL_LETTER: 22, Stage.REPLY: 50,
    Stage.ACTIONS_LIVE: 64, Stage.PROGRESS_REVIEW: 115, Stage.CLOSED: 330,
}  # fmt: skip
SENT = {Stage.FACTUAL_CHECK: Wording.Sent.DRAFT, Stage.FINAL_LETTER: Wording.Sent.FINAL}


def moment(day):
    return datetime.combine(day, time(11), timezone.get_current_timezone())


@contextmanager
def on(day):
    """Let what is noted in the audit trail meanwhile say that it happened on `day`, if that is past."""
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    if day < timezone.localdate():
        AuditEvent.objects.filter(pk__gt=last).update(at=moment(day))


def weekday(day, number):
    """Return the day with this number, Monday is 0, of the week of `day`."""
    return day + timedelta(number - day.weekday())


def begin(place, kind, *, by, begins_on=None, **fields) -> Review:
    """Ask for a review of the kind with this slug at the authority called `place`."""
    kind = ReviewKind.objects.get(region=None, slug=kind)
    authority = LocalAuthority.objects.select_related("region").get(name=place, region__slug="mercia")
    ends_on = begins_on and begins_on + timedelta(kind.days - 1)
    asked_on = min(day_of(Stage.REQUESTED, begins_on, ends_on) if begins_on else timezone.localdate() - timedelta(6),
                   timezone.localdate() - timedelta(20 if begins_on else 6))  # fmt: skip
    with on(asked_on):
        review = start(kind, authority, by=by, begins_on=begins_on, ends_on=ends_on, **fields)
    dated = {"made_at": moment(asked_on), "status_at": moment(asked_on)}
    Review.objects.filter(pk=review.pk).update(**dated)
    review.stages.filter(stage=Stage.REQUESTED).update(reached_at=moment(asked_on))
    review.made_at = dated["made_at"]
    date_stages(review)
    return fresh(review)


def day_of(stage, begins_on, ends_on):
    """Return the day on which a review with these days reaches `stage` if all goes as usual: no Saturday or Sunday."""
    days = USUAL[stage]
    day = (begins_on if days < 0 or stage == Stage.ON_SITE else ends_on) + timedelta(days)
    return day - timedelta(max(day.weekday() - 4, 0))


def fresh(review) -> Review:
    return Review.objects.select_related("region", "authority__region", "kind", "cycle").get(pk=review.pk)


def walk(review, to, *, by, host=None) -> Review:
    """Let a review reach each stage up to `to` on the day that is usual: `by` sends its letters, `host` its reply.

    What it found and what is replied to it are written before. Returns it as it is then.
    """
    review = fresh(review)
    for stage in used(review):
        if LINE.index(review.status) < LINE.index(stage) <= LINE.index(to):
            review = _reach(review, stage, by, host)
    return review


def _reach(review, stage, by, host):
    day = min(day_of(stage, review.begins_on, review.ends_on), timezone.localdate() - timedelta(1))
    at, fields = moment(day), {}
    with on(day):
        if sent := SENT.get(stage):
            findings = share(review, sent, by=by, at=at)
            words = words_of(review, dated_on=day, findings=findings)
            freeze(review, sent, words, by=by, at=at)
            fields["shared_at"] = review.shared_at or at
        if stage == Stage.FINAL_LETTER:
            fields["notes_until"] = day + timedelta(settings.REVIEW_NOTES_DAYS)
        if stage == Stage.REPLY:
            fields |= {"replied_at": at, "replied_by": host}
        reach(review, stage, by=host if stage in (Stage.REPLY, Stage.ACTIONS_LIVE) else by, **fields)
    Review.objects.filter(pk=review.pk).update(status_at=at)
    review.stages.filter(stage=stage).update(reached_at=at)
    if stage == Stage.FINAL_LETTER:
        date_stages(review)  # what comes after counts from that day
        _plan_checks(review, day)
    return fresh(review)


def _plan_checks(review, letter):
    for months in (3, 6, 10):
        ProgressCheck.objects.create(review=review, months=months, due_on=months_after(letter, months))
