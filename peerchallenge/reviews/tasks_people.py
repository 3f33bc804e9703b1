"""What waits for those who are asked to teams and for those who build them, and invitations without an answer."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse

from peerchallenge.models.of_authority import RUNNERS, close_to
from peerchallenge.moderators import held_by, why_barred
from peerchallenge.reviews.models import Member, Review, Stage
from peerchallenge.reviews.models.review import BEFORE_THE_VISIT
from portal.home import tasks
from portal.home.tasks import Owed, Task
from portal.regions.models import TrustDelivery, deliveries_of_trusts
from portal.ui import dates

INVITATION = "Review"
Status = Member.Status
ANSWERED_WITHIN = timedelta(days=7)
RELATED = ("person", "asked_by", "authority", "region", "seat__review__authority", "seat__review__kind")


def _waiting():
    under_way = Review.objects.under_way().exclude(status=Stage.POSTPONED)
    return Member.objects.filter(status=Status.ASKED, seat__review__in=under_way.values("pk")).select_related(*RELATED)


def _answer_by(member):
    """The day by which an answer is expected."""
    return dates.local(member.asked_at).date() + ANSWERED_WITHIN


@tasks.offer
def invitations(user):
    """For whoever was asked to a team: accept or decline."""
    mine = _waiting().filter(person=user, region__in=user.regions_now()).exclude(close_to(user))
    for one in mine:
        yield Task(
            f"Will you review {one.authority}? {one.review.kind}", "Accept or decline",
            reverse("invitation", args=[one.public_id]), 5, INVITATION, due_on=_answer_by(one),
            since=dates.local(one.asked_at).date(), who=str(one.asked_by),
        )  # fmt: skip


@tasks.offer
def seats_to_fill(user):
    """For those who run reviews, one task a review: seats on which nobody is while the visit hasn't begun."""
    regions = [post.region_id for post in user.posts_now() if post.role in RUNNERS]
    if not regions:
        return
    reviews = Review.objects.filter(region__in=regions, status__in=BEFORE_THE_VISIT).exclude(status=Stage.REQUESTED)
    seats = Count("seats", filter=Q(seats__is_removed=False), distinct=True)
    on_it = Q(seats__members__status__in=[Status.ASKED, Status.ACCEPTED], seats__is_removed=False)
    taken = Count("seats__members", filter=on_it, distinct=True)
    for one in reviews.annotate(seats_in_all=seats, taken=taken).select_related("authority"):
        empty = one.seats_in_all - one.taken
        if empty > 0:
            yield Task(
                f"{one}: {empty} seat{'' if empty == 1 else 's'} to fill", "Choose whom to ask",
                reverse("team", args=[one.public_id]), 10, INVITATION, since=dates.local(one.status_at).date(),
                who=str(one.authority),
            )  # fmt: skip


@tasks.offer
def close_members(user):
    """For those who run reviews: whoever is asked or sits on a team and holds a post close to its host by now."""
    regions = [post.region_id for post in user.posts_now() if post.role in RUNNERS]
    if not regions:
        return
    rows = Member.objects.filter(region__in=regions, status__in=[Status.ASKED, Status.ACCEPTED])
    rows = list(rows.filter(seat__review__in=Review.objects.under_way().values("pk")).select_related(*RELATED))
    if not rows:
        return
    held, kin = held_by({one.person for one in rows}), _kin({one.authority_id for one in rows})
    for one in rows:
        if why_barred(held[one.person_id], one.authority, kin.get(one.authority_id, {})):
            yield Task(
                f"{one.person} came close to {one.authority}, whom they are to review", "Look at the team",
                reverse("team", args=[one.review.public_id]), 5, INVITATION, who=str(one.authority), comes_first=True,
                why="They hold a post there, at its trust or with that trust. They read nothing as a member.",
            )  # fmt: skip


def _kin(authorities):
    """Return, for each of these ids that a trust serves, what `moderators.kin_of` returns; two queries."""
    found = {}
    rows = TrustDelivery.objects.on().filter(authority__in=authorities).select_related("trust")
    for one in rows.prefetch_related(deliveries_of_trusts("trust__")):
        kin = {place.pk: one.trust for place in one.trust.authorities_on()}
        found.setdefault(one.authority_id, {}).update(kin)
    return found


@tasks.owed
def invitations_owed(region):
    """Invitations that nobody answered for a week."""
    for one in _waiting().filter(region=region):
        if tasks.is_late(_answer_by(one)):
            yield Owed(
                f"{one.review}: answer to an invitation", reverse("invitation", args=[one.public_id]), INVITATION,
                "Not answered", person=one.person, office=f"Asked to the team, {one.home}",
                since=dates.local(one.asked_at).date(), seen_at=reverse("team", args=[one.review.public_id]),
            )  # fmt: skip
