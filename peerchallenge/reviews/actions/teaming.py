"""A team comes together: seats, who is asked to them, what they answer, and how somebody stops being on it.

Each verb is one transaction under the lock of its review.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.no_child import note_explained
from peerchallenge.reviews.actions.telling import Told, tell
from peerchallenge.reviews.candidates import candidates_for, why_not
from peerchallenge.reviews.models import Member, Review, Seat
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, NotAMove, Overtaken, record
from portal.ui.links import absolute

Status = Member.Status
REMIND_AFTER = timedelta(days=5)


class CannotSit(Exception):
    """Somebody can't sit on this team; `why` is a sentence."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


def _held(review):
    """Lock a review that isn't over; raise NotAMove when it is."""
    review = Review.objects.hold(review.pk)
    if review.is_over:
        raise NotAMove(f"{review} is {review.status}.")
    return review


@transaction.atomic
def add_seat(review, *, by, label, is_lead=False, form_key=None) -> Seat:
    """Give the team one more seat. Raises NotAMove when the review is over or another seat leads, KeyAlreadyUsed."""
    review = _held(review)
    FormKey.refuse_used(form_key, Seat)
    if is_lead and review.seats.filter(is_lead=True, is_removed=False).exists():
        raise NotAMove("Another seat leads the team.")
    last = review.seats.aggregate(last=Max("position"))["last"]
    seat = Seat.objects.create(review=review, position=0 if last is None else last + 1, label=label, is_lead=is_lead)
    if form_key:
        FormKey.spend(form_key, seat)
    record("added a seat to", review, by=by, seat=seat.label)
    return seat


@transaction.atomic
def remove_seat(seat, *, by) -> None:
    """Take a seat away on which nobody is. Raises NotAMove when somebody is asked to it by now, or it is over."""
    review = _held(seat.review)
    if seat.members.filter(status__in=[Status.ASKED, Status.ACCEPTED]).exists():
        raise NotAMove(f"Somebody is asked to {seat}, or sits there.")
    if Seat.objects.filter(pk=seat.pk, is_removed=False).update(is_removed=True):
        record("took a seat from", review, by=by, seat=seat.label)


@transaction.atomic
def ask(seat, person, *, by) -> Member:
    """Ask `person` to take a seat, and write to them.

    Raises CannotSit when they can't be asked, Overtaken when the seat isn't empty any more, NotAMove.
    """
    review = _held(seat.review)
    seat = Seat.objects.select_related("review").get(pk=seat.pk)
    seat.review = review
    if seat.is_removed or seat.members.filter(status__in=[Status.ASKED, Status.ACCEPTED]).exists():
        raise Overtaken(f"{seat} isn’t empty any more.")
    one = next((one for one in candidates_for(seat) if one.person.pk == person.pk), None)
    if one is None or one.barred:
        raise CannotSit(f"{person}: {one.barred if one else 'isn’t in the pool any more.'}")
    return invite(seat, one.profile, by=by)


def invite(seat, profile, *, by) -> Member:
    """Ask whom `profile` is of to an empty seat of a locked review, and write to them; nothing is checked here."""
    known = {"home": profile.home[:150], "from_authority": profile.authority, "asked_by": by}
    member = Member.objects.create(seat=seat, person=profile.person, **known)
    record("asked a reviewer for", seat.review, by=by, person=profile.person.pk)
    _invite(member, by)
    return member


def _invite(member, by, reminder=False):
    review, path = member.review, reverse("invitation", args=[member.public_id])
    words = {"member": member, "person": member.person, "by": by, "reminder": reminder, "review": review}
    links = {"accept": absolute(f"{path}#accept"), "decline": absolute(f"{path}#decline")}
    body = render_to_string(
        "emails/peerchallenge/invitation.txt", words | links | {"site_name": settings.SITE_NAME}
    )  # fmt: skip
    key = f"member:{member.pk}{':reminder' if reminder else ''}"
    subject = f"{'Still to answer: will' if reminder else 'Will'} you review {member.authority}?"
    return queue_mail(key=key, to=member.person.email, subject=subject, body=body)


def remind() -> int:
    """Write once more to those who haven't answered for REMIND_AFTER; return to how many. Safe to run twice."""
    waiting = Member.objects.filter(status=Status.ASKED, asked_at__lt=timezone.now() - REMIND_AFTER)
    waiting = waiting.filter(seat__review__in=Review.objects.under_way().values("pk"), person__is_active=True)
    related = ("person", "asked_by", "authority", "region", "seat__review__authority", "seat__review__kind")
    return sum(_invite(one, one.asked_by, reminder=True) for one in waiting.select_related(*related))


@transaction.atomic
def accept(member, *, by, interests="", form=None) -> None:
    """Say yes, with what they declare and the promise of confidentiality: from now on they read what the team writes.

    `form` is the NoChildForm that said it. Raises CannotSit when a post that they hold by now forbids it; NotAMove,
    Overtaken.
    """
    review = _held(member.review)
    if why := why_not(review, by):
        raise CannotSit(why)
    now = timezone.now()
    fields = {"answered_at": now, "declared_at": now, "interests": interests}
    member._move_to(Status.ACCEPTED, by=by, verb="accepted a seat of", about=review, **fields)
    if form is not None:
        note_explained(form, member, by=by)
    taken = Member.objects.filter(seat__review=review, status=Status.ACCEPTED).values("seat")
    if not review.seats.filter(is_removed=False).exclude(pk__in=taken).exists():
        said = f"Everybody who was asked to the team of {review} has accepted, and no seat is empty."
        _tell(review, member.asked_by, "the team is complete", said, f"complete:{member.pk}", by)


def _tell(review, person, subject, said, key, by):
    address = reverse("team", args=[review.public_id])
    tell(review, [Told(person, "")] if person != by else [], subject=subject, said=said, key=key, by=by,
         address=address)  # fmt: skip


@transaction.atomic
def decline(member, *, by, because="", form=None) -> None:
    """Say no, and tell whoever asked. They needn't say why. Raises NotAMove, Overtaken."""
    review = _held(member.review)
    fields = {"answered_at": timezone.now(), "declined_because": because}
    member._move_to(Status.DECLINED, by=by, verb="declined a seat of", about=review, **fields)
    if form is not None:
        note_explained(form, member, by=by)
    said = f"{member.person} ({member.home}) can’t come as {member.seat}. The seat is empty again."
    _tell(review, member.asked_by, "somebody declined", said, f"declined:{member.pk}", by)


@transaction.atomic
def withdraw(member, *, by) -> None:
    """Ask them no longer, and tell them. Raises NotAMove, Overtaken."""
    review = Review.objects.hold(member.review.pk)
    details = {"person": member.person_id}
    member._move_to(Status.WITHDRAWN, by=by, verb="withdrew an invitation to", about=review, details=details)
    said = f"You needn’t answer any more: you are no longer asked to review {review.authority}."
    _tell_member(review, member, "you are no longer asked", said, by)


def _tell_member(review, member, subject, said, by):
    address = reverse("invitation", args=[member.public_id])
    key = f"{member.status}:{member.pk}"
    tell(review, [Told(member.person, "")], subject=subject, said=said, key=key, by=by, address=address)


@transaction.atomic
def remove(member, *, by, because, form=None) -> None:
    """Take somebody off the team, for a reason: they read nothing that it writes from this moment. Tells them.

    Raises NotAMove, Overtaken.
    """
    review = _gone(member, by=by, because=because, verb="took a reviewer off", form=form)
    said = f"You are no longer on the team that reviews {review.authority}, and can’t read what it writes any more."
    _tell_member(review, member, "you are no longer on the team", said, by)


def _gone(member, *, by, because, verb, form):
    review = Review.objects.hold(member.review.pk)
    fields = {"to_on": timezone.localdate(), "left_because": because}
    details = {"person": member.person_id}
    member._move_to(Status.LEFT, by=by, verb=verb, about=review, details=details, **fields)
    if form is not None:
        note_explained(form, member, by=by)
    return review


@transaction.atomic
def leave(member, *, by, because="", form=None) -> None:
    """Leave the team by oneself, and tell whoever asked. Raises NotAMove, Overtaken."""
    review = _gone(member, by=by, because=because, verb="left the team of", form=form)
    said = f"{member.person} ({member.home}) left the team, as {member.seat}. The seat is empty again."
    _tell(review, member.asked_by, "somebody left the team", said, f"left:{member.pk}", by)
