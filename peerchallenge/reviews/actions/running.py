"""Running a review: asked for, edited, moved on, put off, given up. Each is one transaction and tells those concerned.

The moves themselves stand in `moving`; the stages at which something is sent to the host are reached by what sends it.
"""

from django.db import transaction

from peerchallenge.no_child import note_explained
from peerchallenge.reviews.actions import moving
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.models import Stage
from peerchallenge.reviews.stage_words import ASKED, HOST, RUNNERS, TEAM, WORDS
from portal.audit.models import NotAMove
from portal.ui import dates

CONCERNED = (HOST, TEAM, ASKED, RUNNERS)


@transaction.atomic
def start_review(kind, authority, *, by, asked_by_host, form_key=None, form=None, **fields):
    """Make a review and tell the host, or those who run it where the host asked. `form` is the NoChildForm that said
    it, if any. Raises KeyAlreadyUsed."""
    review = moving.start(kind, authority, by=by, form_key=form_key, **fields)
    if form is not None:
        note_explained(form, review, by=by)
    subject = "a review is asked for" if asked_by_host else "a review is being planned"
    said = f"{authority} asks for a review: {review.title}." if asked_by_host else f"A review is planned: {review}."
    people = told(review, [RUNNERS] if asked_by_host else [HOST], by=by)
    tell(review, people, subject=subject, said=said, key="started", by=by)
    return review


@transaction.atomic
def edit(review, *, by, version, form=None, **fields):
    """Set what a review says of itself; what its kind promises moves with the days of the visit. Raises Overtaken."""
    review = moving.held(review, version)
    if review.is_over:
        raise NotAMove(f"{review} is {review.status}.")
    moved = any(getattr(review, name) != fields.get(name, getattr(review, name)) for name in ("begins_on", "ends_on"))
    review.rewrite(by=by, version=version, **fields)
    if form is not None:
        note_explained(form, review, by=by)
    if moved:
        moving.date_stages(review)
        _tell_of_days(review, by=by)
    return review


def _tell_of_days(review, *, by):
    when = dates.days(review.begins_on, review.ends_on) if review.begins_on else ""
    said = f"The visit of {review} is now {when}." if when else f"The visit of {review} has no days for now."
    people = told(review, [HOST, TEAM, ASKED], by=by)
    tell(review, people, subject="the visit was moved", said=said, key=f"days:{review.version}", by=by)


@transaction.atomic
def date_stage(review, stage, *, due_on, because, by, version):
    """Promise a stage that isn't reached for the day `due_on`, for a reason; None: as its kind promises again.

    Raises Overtaken; NotAMove when the stage isn't to come.
    """
    review = moving.held(review, version)
    by_hand = due_on is not None
    fields = {"due_on": due_on, "is_set_by_hand": by_hand, "moved_because": because if by_hand else ""}
    if not review.stages.filter(stage=stage, is_on=True, reached_at=None).update(**fields):
        raise NotAMove(f"{stage} of {review} is reached, or not used.")
    until = due_on.isoformat() if by_hand else "as its kind promises"
    review.rewrite(by=by, version=version, verb="dated a stage of", details={"stage": stage, "until": until})
    if not by_hand:
        moving.date_stages(review)
    return review


@transaction.atomic
def move(review, to, *, by, version):
    """Let a review reach `to`, a stage at which nothing is sent to the host, and tell those concerned.

    Raises NotAMove (also without days of the visit for a stage that needs them), Overtaken.
    """
    if WORDS[to].page or lacks_days(review, to):
        raise NotAMove(f"{review} can't reach {to} like this.")
    review = moving.move_on(review, to, by=by, version=version)
    said = f"{review}: {to.label}. {WORDS[to].now.format(host=review.authority)}"
    tell(review, told(review, WORDS[to].tells, by=by), subject=to.label.lower(), said=said, key=f"{to}", by=by)
    return review


def lacks_days(review, to) -> bool:
    """Return whether the days of the visit have to be known before the stage `to` and aren't."""
    return to == Stage.ON_SITE and review.begins_on is None


@transaction.atomic
def postpone(review, *, by, version, because):
    """Put it off and tell everybody concerned. Raises NotAMove, Overtaken."""
    review = moving.postpone(review, by=by, version=version, because=because)
    return _told_why(review, "put off", f"{review} is put off. The reason: {because}", by=by)


@transaction.atomic
def resume(review, *, by, version):
    """Take it up again where it stood. Raises NotAMove, Overtaken."""
    if review.status != Stage.POSTPONED:
        raise NotAMove(f"{review} isn't put off.")
    review = moving.resume(review, by=by, version=version)
    return _told_why(review, "taken up again", f"{review} is taken up again.", by=by)


@transaction.atomic
def withdraw(review, *, by, version, because):
    """Give it up and tell everybody concerned. Raises NotAMove, Overtaken."""
    review = moving.withdraw(review, by=by, version=version, because=because)
    return _told_why(review, "given up", f"{review} is given up. The reason: {because}", by=by)


def _told_why(review, subject, said, *, by):
    people = told(review, CONCERNED, by=by)
    tell(review, people, subject=subject, said=said, key=f"{review.status}:{review.version}", by=by)
    return review
