"""Reviews for tests, made plainly: each says in its arguments what it makes."""

from datetime import date, timedelta

from django.utils import timezone

from peerchallenge.reviews.models import (
    LINE,
    Finding,
    KindSeat,
    KindStage,
    Member,
    NextStep,
    Review,
    ReviewKind,
    ReviewStage,
    Seat,
    Stage,
)

LED_BY = "Director of Children’s Services"


def kind(of=None, name="Team review", form="team", without=(), seats=(LED_BY, "Assistant Director"), **fields):
    """A kind of review that uses every stage but those in `without`; the first of `seats` leads."""
    slug = name.lower().replace(" ", "-")
    made = ReviewKind.objects.create(region=of, slug=slug, name=name, form=form, days=3, **fields)
    for stage in LINE:
        KindStage.objects.create(kind=made, stage=stage, is_on=stage not in without)
    for place, label in enumerate(seats):
        KindSeat.objects.create(kind=made, position=place, label=label, is_lead=not place)
    return made


def review(of, *, at=Stage.REQUESTED, by=None, kind_of=None, begins_on=date(2026, 11, 3), **fields):
    """A review of the authority `of`, straight at the stage `at`, with an empty seat for each of its kind."""
    chosen = kind_of or ReviewKind.objects.first() or kind()
    shared = {"shared_at": timezone.now()} if at in LINE and LINE.index(at) >= LINE.index(Stage.FACTUAL_CHECK) else {}
    replied = {"replied_at": timezone.now(), "replied_by": by} if at in LINE[LINE.index(Stage.REPLY) :] else {}
    why = {"because": "The inspection came."} if at in (Stage.POSTPONED, Stage.WITHDRAWN) else {}
    made = Review.objects.create(
        kind=chosen, region=of.region, authority=of, status=at, begins_on=begins_on, made_by=by, edited_by=by,
        ends_on=begins_on and begins_on + timedelta(days=2),
        **{"title": chosen.name} | shared | replied | why | fields,
    )  # fmt: skip
    for rule in chosen.stages.all():
        reached = at in LINE and LINE.index(rule.stage) <= LINE.index(at) and by
        known = {"reached_at": timezone.now(), "reached_by": by} if reached else {}
        ReviewStage.objects.create(review=made, stage=rule.stage, is_on=rule.is_on, **known)
    for seat in chosen.seats.all():
        Seat.objects.create(review=made, position=seat.position, label=seat.label, is_lead=seat.is_lead)
    return made


def member(of, person, *, by, lead=False, status="accepted", home="Severnford", **fields):
    """`person` on a seat of the review `of` (the lead's, or the next one that nobody has), who declared interests."""
    taken = Member.objects.filter(status__in=["asked", "accepted"]).values("seat")
    seat = of.seats.filter(is_lead=lead).exclude(pk__in=taken).first()
    seat = seat or Seat.objects.create(review=of, position=of.seats.count(), label=LED_BY, is_lead=lead)
    declared = {"declared_at": timezone.now()} if status in ("accepted", "left") else {}
    made = {"seat": seat, "person": person, "asked_by": by, "status": status, "home": home}
    return Member.objects.create(**made | declared | fields)


def finding(of, headline="Children are seen quickly.", *, kind="strength", by=None, **fields):
    """A headline finding of the review `of`, shown to its host once that reads findings."""
    known = {"position": of.findings.count(), "shown_to": "authority" if of.shared_at else "team"}
    return Finding.objects.create(review=of, headline=headline, kind=kind, made_by=by, edited_by=by, **known | fields)


def next_step(of, text="Agree one threshold document.", *, answer="waiting", by=None, **fields):
    """A next step that is recommended for the finding `of`."""
    answered = {} if answer == "waiting" else {"answered_at": timezone.now(), "answered_by": by}
    because = "" if answer in ("waiting", "accepted") else "Another plan covers it."
    known = {"position": of.next_steps.count(), "shown_to": of.shown_to, "answer_because": because}
    return NextStep.objects.create(finding=of, text=text, answer=answer, made_by=by, **known | answered | fields)
