"""A challenge event: one date for all authorities of a cycle, a review of each, on whose team the directors of the
others of its triad have a seat.

Each verb is one transaction under the lock of its cycle. Seats follow the triads as long as nobody is asked to them.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Prefetch

from peerchallenge.actions.running import choose_authorities
from peerchallenge.models import Cycle
from peerchallenge.moderators import why_barred
from peerchallenge.reviews.actions import moving, running, teaming
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.challenge import SEAT, directors_of
from peerchallenge.reviews.models import ChallengeEvent, Member, Review, Seat
from peerchallenge.reviews.models.review import BEFORE_THE_VISIT
from peerchallenge.reviews.pool import profiles
from peerchallenge.reviews.stage_words import HOST
from peerchallenge.reviews.together import next_together
from portal.audit.models import FormKey, NotAMove, record
from portal.ui import dates

ON_IT = (Member.Status.ASKED, Member.Status.ACCEPTED)


def _held(cycle):
    """Lock an open cycle; raise NotAMove when it isn't open."""
    cycle = Cycle.objects.hold(cycle.pk)
    if not cycle.is_open:
        raise NotAMove(f"{cycle} isn't open.")
    return cycle


@transaction.atomic
def make_event(cycle, *, kind, takes_place_on, place, by, form_key=None) -> ChallengeEvent:
    """Make the event of `cycle` with a review of each authority that takes part, and tell each host.

    Raises NotAMove when the cycle isn't open or has its event already, KeyAlreadyUsed.
    """
    cycle = _held(cycle)
    FormKey.refuse_used(form_key, ChallengeEvent)
    if cycle.challenge_events.exists():
        raise NotAMove(f"{cycle} has its challenge event already.")
    known = {"kind": kind, "takes_place_on": takes_place_on, "place": place, "made_by": by, "edited_by": by}
    event = ChallengeEvent.objects.create(region=cycle.region, cycle=cycle, **known)
    if form_key:
        FormKey.spend(form_key, event)
    record("made the challenge event", event, by=by)
    _follow(event, cycle, by=by)
    return event


@transaction.atomic
def move_event(event, *, takes_place_on, place, by, version) -> None:
    """Another date or place: every review whose visit hasn't begun moves with it. Raises Overtaken, NotAMove."""
    cycle = _held(event.cycle)
    event.rewrite(by=by, version=version, takes_place_on=takes_place_on, place=place)
    last = _last_day(event)
    for review in event.reviews.filter(status__in=BEFORE_THE_VISIT).select_related("kind"):
        running.edit(review, by=by, version=review.version, begins_on=takes_place_on, ends_on=last)
    _follow(event, cycle, by=by)


def _last_day(event):
    return event.takes_place_on + timedelta(days=max(event.kind.days, 1) - 1)


@transaction.atomic
def move_triads(cycle, triads, *, by, version) -> None:
    """Put each authority of `triads` into that triad, {authority: number or None}; seats of the event follow.

    Raises what `choose_authorities` raises.
    """
    cycle = choose_authorities(cycle, triads, by=by, version=version)
    event = cycle.challenge_events.select_related("kind", "region").first()
    if event:
        _follow(event, cycle, by=by)


@transaction.atomic
def follow(event, *, by) -> None:
    """Bring reviews and seats into line with who takes part and the triads. Raises NotAMove."""
    _follow(event, _held(event.cycle), by=by)


def _follow(event, cycle, *, by):
    event.reviews.update(changes=F("changes") + 1)  # holds them all
    parts = list(cycle.participations.select_related("authority__region"))
    there = {one.authority_id: one for one in _reviews_of(event)}
    for part in parts:
        others = [one.authority for one in parts if part.triad and one.triad == part.triad and one is not part]
        review = there.get(part.authority_id)
        if review is None:
            review = _start(event, cycle, part.authority, by)
            review.standing = list(review.seats.all())
            for seat in review.standing:
                seat.taken = []
        if not review.is_over and others:
            _seat(review, [SEAT.format(place=one) for one in others])


def _reviews_of(event):
    taken = Member.objects.filter(status__in=ON_IT)
    seats = Seat.objects.filter(is_removed=False).prefetch_related(Prefetch("members", taken, to_attr="taken"))
    return event.reviews.prefetch_related(Prefetch("seats", seats, to_attr="standing"))


def _start(event, cycle, authority, by):
    review = moving.start(
        event.kind, authority, by=by, event=event, cycle=cycle, begins_on=event.takes_place_on,
        ends_on=_last_day(event),
    )  # fmt: skip
    said = f"{event.kind} on {dates.weekday(event.takes_place_on)}: {authority} gives and receives challenge."
    people = told(review, [HOST], by=by)
    tell(review, people, subject="the date of the challenge event", said=said, key="event", by=by)
    return review


def _seat(review, wanted):
    """Give a review the seats that are wanted, and take away those on which nobody is and that aren't."""
    stay = [seat for seat in review.standing if seat.taken or seat.label in wanted]
    gone = [seat.pk for seat in review.standing if seat not in stay]
    Seat.objects.filter(pk__in=gone).update(is_removed=True)
    labels, leads = {seat.label for seat in stay}, any(seat.is_lead for seat in stay)
    for label in wanted:
        if label not in labels:
            Seat.objects.create(review=review, position=len(stay), label=label, is_lead=not leads)
            leads, stay = True, [*stay, label]
    if not leads and stay:
        Seat.objects.filter(pk=stay[0].pk).update(is_lead=True)


@transaction.atomic
def move_together(event, to, ids, *, by) -> int:
    """Let those reviews of `event` with these public ids (as text) that still come to the stage `to` next reach it, and
    tell those concerned with each. Return how many did; one that somebody else moved first stays where it is.

    Raises NotAMove.
    """
    _held(event.cycle)
    event.reviews.update(changes=F("changes") + 1)  # holds them all
    reviews = [one for one in next_together(event, by).get(to, []) if str(one.public_id) in ids]
    for review in reviews:
        running.move(review, to, by=by, version=review.version)
    return len(reviews)


@transaction.atomic
def ask_directors(event, *, by) -> tuple[int, list[str]]:
    """Ask the director of each authority to the seats that are theirs and empty; return how many were asked, and why
    others weren't, in sentences. Raises NotAMove."""
    _held(event.cycle)
    directors = directors_of(event.region)
    known = {one.person.pk: one for one in profiles(event.region, list(directors.values()))}
    asked, refused = 0, []
    for review, seat, place in seats_of_directors(event):
        person = directors.get(place.pk)
        Review.objects.hold(review.pk)
        if seat.members.filter(status__in=ON_IT).exists():
            continue
        why = _why_not(review, known[person.pk]) if person else f"{place} has no director today."
        if why:
            refused.append(f"{review.authority}: {person or place}. {why}")
            continue
        teaming.invite(seat, known[person.pk], by=by)
        asked += 1
    return asked, refused


def seats_of_directors(event):
    """Yield (review, seat, authority whose director is wanted) of the empty seats, of reviews that aren't over."""
    places = {SEAT.format(place=one.authority): one.authority
              for one in event.cycle.participations.select_related("authority")}  # fmt: skip
    reviews = _reviews_of(event).select_related("authority__region", "region", "kind").order_by("authority__name")
    for review in reviews.exclude(status__in=(Review.Stage.CLOSED, Review.Stage.WITHDRAWN)):
        for seat in review.standing:
            if not seat.taken and seat.label in places:
                seat.review = review
                yield review, seat, places[seat.label]


def _why_not(review, profile):
    before = Member.objects.filter(seat__review=review, person=profile.person).exclude(status=Member.Status.WITHDRAWN)
    return why_barred(profile.posts, review.authority) or ("Was asked already." if before.exists() else "")
