"""What waits for those who move a review on, and what its lead owes once it is late: Your work and the chase board.

The host's reply, its actions and its progress checks are offered by their own parts.
"""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from peerchallenge.models.of_authority import RUNNERS as RUNNING_ROLES
from peerchallenge.models.of_authority import WRITERS, at_own_authority, authorities_of
from peerchallenge.reviews.front_page import act_of, leads_of, turn_of
from peerchallenge.reviews.models import Member, Review, Stage
from peerchallenge.reviews.stage_words import HOST, LEAD, WORDS
from peerchallenge.reviews.stages import next_stage
from portal.home import tasks
from portal.home.tasks import Owed, Task
from portal.ui import dates
from portal.ui.posted import address_if_there

REVIEW = "Review"
SOON = timedelta(days=14)
MINUTES = {Stage.FACTUAL_CHECK: 60, Stage.FINAL_LETTER: 60, Stage.DRAFT: 60}


def _waiting(reviews):
    """Return (review, next stage, its row, lead or None) of those that have a next stage; four queries at most."""
    rows = reviews.under_way().exclude(status=Stage.POSTPONED)
    found = list(rows.select_related("authority", "region", "kind", "cycle").prefetch_related("stages"))
    leads = leads_of(found) if found else {}
    for review in found:
        if to := next_stage(review):
            row = next(row for row in review.stages.all() if row.stage == to)
            yield review, to, row, leads.get(review.pk)


def _is_soon(row):
    return row.due_on is None or row.due_on <= timezone.localdate() + SOON


@tasks.offer
def reviews_to_move_on(user):
    """For those who run reviews and for leads: each whose next step is theirs and undated or due within a fortnight."""
    regions = [post.region_id for post in user.posts_now() if post.role in RUNNING_ROLES]
    together = defaultdict(list)  # those of one event that go on at once
    for review, to, row, lead in _waiting(Review.objects.filter(region__in=regions)) if regions else ():
        turn = turn_of(review, to)
        theirs = turn != HOST and not (turn == LEAD and lead)
        if theirs and (_is_soon(row) or review.status == Stage.REQUESTED):
            at_once = review.event_id and review.cycle and not WORDS[to].page
            together[(review.event_id if at_once else review.public_id, to)].append((review, to, row))
    for found in together.values():
        yield _task(*found[0]) if len(found) == 1 else _task_of_event(found)
    seats = Member.objects.reading(user).filter(seat__is_lead=True).values("seat__review")
    for review, to, row, lead in _waiting(Review.objects.filter(pk__in=seats)):
        if turn_of(review, to) == LEAD and lead and lead.person_id == user.pk and _is_soon(row):
            yield _task(review, to, row)


def _task(review, to, row):
    button, page = act_of(review, to)
    url = address_if_there(page, review.public_id) or review.get_absolute_url()
    due = "answer the request" if to == Stage.SCOPING else WORDS[to].due.lower()
    return Task(
        f"{review}: {due}", button.rstrip("…"), url, MINUTES.get(to, 5), REVIEW, due_on=row.due_on,
        since=dates.local(review.status_at).date(), who=str(review.authority),
        place=("the reviews", reverse("reviews")),
    )  # fmt: skip


def _task_of_event(found):
    """One task for the reviews of an event that come to the same stage: [(review, stage, its row), ...]."""
    review, to, _ = found[0]
    return Task(
        f"{review.kind} of {review.region}: {WORDS[to].due.lower()}, {len(found)} reviews", WORDS[to].button,
        reverse("challenge_event_move", args=[review.cycle.public_id, to]), MINUTES.get(to, 5), REVIEW,
        due_on=min((one.due_on for _, _, one in found if one.due_on), default=None),
        since=min(dates.local(one.status_at).date() for one, _, _ in found),
        place=("the challenge event", reverse("challenge_event", args=[review.cycle.public_id])),
    )  # fmt: skip


@tasks.offer
def facts_to_check(user):
    """For a host's director and self-assessment lead: a draft letter whose facts they may correct."""
    if not authorities_of(user, WRITERS):
        return
    mine = Review.objects.visible_to(user).filter(at_own_authority(user, WRITERS), status=Stage.FACTUAL_CHECK)
    for review, _, row, lead in _waiting(mine):
        url = address_if_there("corrections", review.public_id) or review.get_absolute_url()
        yield Task(
            f"{review}: check the facts of the draft letter", "Check the facts", url, 30, REVIEW, due_on=row.due_on,
            since=dates.local(review.status_at).date(), who=str(lead.person) if lead else "The review team",
        )  # fmt: skip


@tasks.owed
def stages_owed(region):
    """Stages that wait for a team's lead and are late; without a lead, for the vacant seat."""
    for review, to, row, lead in _waiting(Review.objects.filter(region=region)):
        if turn_of(review, to) == LEAD and tasks.is_late(row.due_on):
            office = f"Leads the team, from {lead.home}" if lead else f"Lead of the team of {review}"
            yield Owed(
                f"{review}: {WORDS[to].due.lower()}", review.get_absolute_url(), REVIEW, "Late",
                person=lead.person if lead else None, office=office, due_on=row.due_on,
            )  # fmt: skip
