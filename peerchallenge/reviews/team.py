"""The team page of a review: its seats, who was asked to each, who sits there, and what stands against them."""

from typing import Any, NamedTuple

from django.db.models import Prefetch

from peerchallenge.audiences import Audience
from peerchallenge.models.of_authority import still_apart
from peerchallenge.reviews.candidates import flags_of
from peerchallenge.reviews.models import Member, Seat
from portal.ui import dates

Status = Member.Status
TAGS = {"Empty": "needs", "Asked": "started", "Accepted": "done", "Declined": "needs"}


class SeatRow(NamedTuple):
    """A seat: its state in a word, who takes it now, what is said of that, and who was asked before (for those who run
    it)."""

    seat: Seat
    state: str
    tag_kind: str
    member: Any
    said: str
    flags: list[str]
    before: list[str]


def seat_rows(review, user, *, runs) -> list[SeatRow]:
    """Return the seats of `review` as `user` may see them; those who run it (`runs`) also what stands against each."""
    shown = Member.objects.visible_to(user).select_related("person", "asked_by").order_by("-asked_at", "-pk")
    seats = review.seats.filter(is_removed=False).order_by("-is_lead", "position", "pk")
    seats = list(seats.prefetch_related(Prefetch("members", shown, to_attr="shown")))
    now = [one for seat in seats for one in seat.shown if one.is_on_it]
    close = closed_out(review, now) if now else set()
    flags = flags_of(review, [one.person for one in now]) if runs and now else {}
    return [_row(seat, runs, close, flags) for seat in seats]


def closed_out(review, members) -> set[int]:
    """Return the ids of those of `members` who read nothing as members: they came close to the host, hold no post in
    the region any more, or may not sign in."""
    rows = Member.objects.filter(pk__in=[one.pk for one in members], person__is_active=True)
    apart = set(still_apart(rows, review).values_list("pk", flat=True))
    return {one.pk for one in members if one.pk not in apart}


def _row(seat, runs, close, flags):
    member = next((one for one in seat.shown if one.is_on_it), None)
    last = seat.shown[0] if seat.shown else None
    declined = last if member is None and last and last.status == Status.DECLINED else None
    state = member.get_status_display() if member else "Declined" if declined and runs else "Empty"
    against = [] if member is None else list(flags.get(member.person_id, []))
    if member and member.pk in close:
        against.insert(0, closed_in_words(member))
    before = [_before(one) for one in seat.shown if one is not member] if runs else []
    return SeatRow(seat, state, TAGS[state], member, _said(member), against, before)


def closed_in_words(member) -> str:
    """Return what is said of a member who may not review the host by now."""
    return (
        f"Holds a post at {member.authority}, its trust or another authority of that trust by now, or none in "
        f"{member.region} any more, or may not sign in. They read nothing as a member of the team. Take them off it."
    )


def _said(member):
    if member is None:
        return ""
    if member.status == Status.ASKED:
        return f"Asked on {dates.day(member.asked_at)} by {member.asked_by}. No answer yet."
    said = f"Accepted on {dates.day(member.answered_at or member.declared_at)}."
    return f"{said} Declared interests and promised confidentiality on {dates.day(member.declared_at)}."


def _before(member):
    who = f"{member.person}, {member.home}"
    if member.status == Status.DECLINED:
        said, why = f"declined on {dates.day(member.answered_at)}", member.declined_because
    elif member.status == Status.LEFT:
        said, why = f"left the team on {dates.day(member.to_on)}", member.left_because
    else:
        said, why = f"was asked on {dates.day(member.asked_at)}, and then no longer", ""
    return f"{who}: {said}. “{why}”" if why else f"{who}: {said}."


def who_sees_seat(review) -> Audience:
    """Return who sees whom one could ask, and what stands against them."""
    said = f"Only {review.region}’s programme managers and peer challenge associate can see this."
    return Audience("Review team", f"{said} Nobody at {review.authority} can.")


def who_sees_invitation(member) -> Audience:
    """Return who sees an invitation and what is answered to it."""
    run = f"{member.region}’s programme managers and peer challenge associate"
    said = f"Only {member.person} and {run} can see this."
    if member.status in (Status.ASKED, Status.ACCEPTED):
        said += f" {member.authority} and the rest of the team see that they were asked and whether they come."
    return Audience("Review team", said)
