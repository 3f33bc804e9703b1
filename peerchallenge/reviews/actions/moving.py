"""A review begins, moves on stage by stage, is put off or given up. Each verb is one transaction under its lock."""

from django.db import transaction
from django.utils import timezone

from peerchallenge.reviews.models import LINE, Review, ReviewEnquiry, ReviewStage, Seat, Stage
from peerchallenge.reviews.stages import next_stage, promised
from portal.audit.models import FormKey, NotAMove, Overtaken, record
from portal.ui import dates


@transaction.atomic
def start(kind, authority, *, by, form_key=None, **fields) -> Review:
    """Make a review of `authority`, at the stage Requested, with the stages, seats and lines of enquiry of its kind.

    `fields` are those of Review. Raises KeyAlreadyUsed when the form was sent before.
    """
    FormKey.refuse_used(form_key, Review)
    before = Review.objects.filter(kind=kind, authority=authority).exclude(status=Stage.WITHDRAWN).count()
    known = {"title": kind.name, "round": before + 1} | fields
    review = Review.objects.create(
        kind=kind, authority=authority, region=authority.region, made_by=by, edited_by=by, **known
    )
    if form_key:
        FormKey.spend(form_key, review)
    for rule in kind.stages.all():
        due_on = promised(rule, review)
        ReviewStage.objects.create(review=review, stage=rule.stage, is_on=rule.is_on, due_on=due_on)
    review.stages.filter(stage=Stage.REQUESTED).update(reached_at=timezone.now(), reached_by=by)
    if not review.is_brought_in:
        _take_over(review, kind, by)
    record("started", review, by=by)
    return review


def _take_over(review, kind, by):
    """Give a review that is to come the seats and the lines of enquiry of its kind."""
    seats = [seat for seat in kind.seats.all() for _ in range(seat.number)]
    for position, seat in enumerate(seats):
        Seat.objects.create(review=review, position=position, label=seat.label, is_lead=seat.is_lead)
    for one in kind.enquiries.all():
        ReviewEnquiry.objects.create(review=review, position=one.position, text=one.text, made_by=by, edited_by=by)


@transaction.atomic
def move_on(review, to, *, by, version, **fields) -> Review:
    """Let a review reach the stage `to`, the next one that it uses, and set `fields`.

    Raises NotAMove when another stage comes next, Overtaken when somebody moved it first. Returns it as it is now.
    """
    review = held(review, version)
    if next_stage(review) != to:
        raise NotAMove(f"{review} is {review.status}: {to} doesn't come next.")
    return reach(review, to, by=by, **fields)


def held(review, version) -> Review:
    """Return the review, locked, if it is still at `version`; Overtaken is raised otherwise."""
    review = Review.objects.hold(review.pk)
    if review.version != version:
        raise Overtaken(f"Somebody else changed {review} first.")
    return review


def reach(review, to, *, by, **fields) -> Review:
    """Set a locked review to the stage `to`, note when, and date what is promised after it."""
    now = timezone.now()
    review._move_to(to, by=by, version=review.version, verb=f"reached {to.label.lower()} of", status_at=now, **fields)
    review.stages.filter(stage=to).update(reached_at=now, reached_by=by)
    date_stages(review)
    return review


def date_stages(review) -> None:
    """Promise each stage that isn't reached and wasn't dated by hand what its kind promises, by the dates known now."""
    rules = {rule.stage: rule for rule in review.kind.stages.all()}
    rows = list(review.stages.all())
    letter = next((row.reached_at for row in rows if row.stage == Stage.FINAL_LETTER), None)
    for row in rows:
        if row.reached_at is None and not row.is_set_by_hand and row.stage in rules:
            row.due_on = promised(rules[row.stage], review, dates.local(letter).date() if letter else None)
            row.save(update_fields=["due_on"])


@transaction.atomic
def back_to_draft(review, *, by, version) -> Review:
    """Take a draft back from the factual check, to write on it: the host goes on reading what was sent."""
    review = held(review, version)
    review.stages.filter(stage=Stage.FACTUAL_CHECK).update(reached_at=None, reached_by=None)
    return reach(review, Stage.DRAFT, by=by)


@transaction.atomic
def postpone(review, *, by, version, because) -> Review:
    """Put it off before the visit; it goes on from where it stands. Raises NotAMove, Overtaken."""
    review = held(review, version)
    fields = {"because": because, "stood_at": review.status, "status_at": timezone.now()}
    review._move_to(Stage.POSTPONED, by=by, version=version, verb="postponed", **fields)
    return review


@transaction.atomic
def resume(review, *, by, version) -> Review:
    """Go on with what was put off, at the stage where it stood."""
    review = held(review, version)
    to = review.stood_at if review.stood_at in LINE else Stage.REQUESTED
    review._move_to(Stage(to), by=by, version=version, verb="took up again", because="", status_at=timezone.now())
    return review


@transaction.atomic
def withdraw(review, *, by, version, because) -> Review:
    """Give it up, for a reason. What was found stays with those who could read it."""
    review = held(review, version)
    fields = {"because": because, "status_at": timezone.now()}
    review._move_to(Stage.WITHDRAWN, by=by, version=version, verb="withdrew", **fields)
    return review
