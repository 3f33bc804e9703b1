"""The pool of reviewers: who joins it, what each brings, was trained for and declares, and leaving it again."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews.models import Conflict, Reviewer, Training
from portal.accounts.mail import queue_mail
from portal.accounts.models import Post
from portal.audit.models import NotAMove
from portal.ui.links import absolute

FIELDS = ("brings", "availability", "days_a_year")
EMPTY = {"brings": "", "availability": "", "days_a_year": None}


@transaction.atomic
def join(region, person, *, by, **fields) -> Reviewer:
    """Put somebody who holds a post in `region` into its pool, and tell them. Doing it twice changes nothing.

    `fields` are those of FIELDS. Raises NotAMove when they hold no post there.
    """
    if not Post.objects.current().within([region]).filter(person=person, person__is_active=True).exists():
        raise NotAMove(f"{person} holds no post in {region}.")
    known = {"made_by": by, "edited_by": by}
    reviewer, is_new = Reviewer.objects.get_or_create(region=region, person=person, defaults=known)
    reviewer = Reviewer.objects.select_for_update(of=("self",)).select_related("region", "person").get(pk=reviewer.pk)
    if is_new or reviewer.is_removed:
        verb = "put into the pool"
        reviewer.rewrite(by=by, version=reviewer.version, verb=verb, is_removed=False, **fields)
        _tell(reviewer, by)
    return reviewer


def _tell(reviewer, by):
    if reviewer.person == by:
        return
    address = absolute(reverse("reviewer", args=[reviewer.public_id]))
    words = {"reviewer": reviewer, "person": reviewer.person, "by": by, "address": address}
    body = render_to_string("emails/peerchallenge/reviewer.txt", words | {"site_name": settings.SITE_NAME})
    subject = f"You are in {reviewer.region}’s pool of reviewers"
    queue_mail(key=f"reviewer:{reviewer.pk}:{reviewer.version}", to=reviewer.person.email, subject=subject, body=body)


@transaction.atomic
def edit(reviewer, *, by, version, **fields) -> None:
    """Set what somebody brings and when they can. Raises Overtaken, NotAMove when they left the pool."""
    _standing(reviewer).rewrite(by=by, version=version, **fields)


def _standing(reviewer):
    """Return the row, locked, of somebody who is still in the pool."""
    found = Reviewer.objects.select_for_update(of=("self",)).select_related("region", "person").get(pk=reviewer.pk)
    if found.is_removed:
        raise NotAMove(f"{found} left the pool.")
    return found


@transaction.atomic
def train(reviewer, *, by, kind, trained_on, expires_on=None) -> None:
    """Note for which kind they were trained, when, and until when it counts; the same day again changes the end."""
    found = _standing(reviewer)
    Training.objects.update_or_create(
        reviewer=found, kind=kind, trained_on=trained_on, defaults={"expires_on": expires_on}
    )
    found.rewrite(by=by, version=found.version, verb="noted training of")


@transaction.atomic
def untrain(reviewer, pk, *, by) -> None:
    """Take a training out that was noted in error; one that isn't there is no error."""
    found = _standing(reviewer)
    if found.trainings.filter(pk=pk).delete()[0]:
        found.rewrite(by=by, version=found.version, verb="took out training of")


@transaction.atomic
def declare(reviewer, *, by, authority, because="") -> None:
    """Declare that they shouldn't review `authority`; again: for another reason."""
    found = _standing(reviewer)
    said = {"because": because, "declared_at": timezone.now(), "declared_by": by}
    Conflict.objects.update_or_create(reviewer=found, authority=authority, defaults=said)
    found.rewrite(by=by, version=found.version, verb="declared a conflict of")


@transaction.atomic
def undeclare(reviewer, pk, *, by) -> None:
    """A conflict is over."""
    found = _standing(reviewer)
    if found.conflicts.filter(pk=pk).delete()[0]:
        found.rewrite(by=by, version=found.version, verb="ended a conflict of")


@transaction.atomic
def leave(reviewer, *, by) -> None:
    """Leave the pool: what was said of them there is emptied; teams on which they are go on. Twice changes nothing."""
    found = Reviewer.objects.select_for_update(of=("self",)).select_related("region", "person").get(pk=reviewer.pk)
    if found.is_removed:
        return
    found.trainings.all().delete()
    found.conflicts.all().delete()
    found.rewrite(by=by, version=found.version, verb="took out of the pool", is_removed=True, **EMPTY)
