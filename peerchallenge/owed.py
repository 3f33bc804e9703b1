"""What the chase board of a region shows of its cycles: the self-assessments that it waits for."""

from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from peerchallenge.deadlines import Deadlines
from peerchallenge.models import Cycle, SelfAssessment, Signature, Step
from peerchallenge.people import AT_AUTHORITY, asked_at
from peerchallenge.signers import holders_at_each, waiting_signatures
from portal.accounts.roles import Role
from portal.home import tasks
from portal.home.tasks import Owed
from portal.ui.posted import address_if_there

SELF_ASSESSMENT = "Self-assessment"
LATE, NOT_STARTED, NOT_SUBMITTED = "Late", "Not yet started", "Not yet submitted"
SOON = timedelta(days=14)


def standing(assessment, deadline) -> str:
    """Return how a self-assessment stands that is chased: late, or due within a fortnight; "" when nobody is asked."""
    if assessment.is_submitted or deadline is None or deadline.due_on is None:
        return ""
    if deadline.is_over:
        return LATE
    if deadline.due_on > timezone.localdate() + SOON:
        return ""
    return NOT_STARTED if assessment.status == SelfAssessment.Status.NOT_STARTED else NOT_SUBMITTED


class HeldUp(NamedTuple):
    """A self-assessment that waits for a signature: of which role, and who holds that today."""

    role: Role
    holders: list

    @property
    def said(self) -> str:
        """In words, without a name: "Waits for the Lead Member"."""
        vacant = "" if self.holders else ": nobody holds the post"
        return f"Waits for the {self.role.label}{vacant}"


def held_up(assessments, authorities=(), posts=None) -> dict[int, HeldUp]:
    """Return {id of a self-assessment: by which signature it is held up} of those that wait for one; three queries,
    one where `authorities` and their `posts` (of `peerchallenge.people`) are known."""
    signing = [one.pk for one in assessments if one.status == SelfAssessment.Status.SIGNING]
    due = waiting_signatures(Signature.objects.filter(assessment__in=signing)) if signing else []
    known = {one.pk: one for one in authorities}
    places = [known.get(one.authority_id, one.authority) for one in due]
    held = holders_at_each(places, posts) if due else {}
    return {one.assessment_id: HeldUp(Role(one.role), held[one.authority_id].get(one.role, [])) for one in due}


def who_owes(asked, waits=None) -> dict:
    """Return {person: office in words} of those who owe a self-assessment: whoever signs next while it `waits` (a
    HeldUp) for them; else director and lead, or the trust's head.
    """
    if waits and waits.holders:
        return dict.fromkeys(waits.holders, f"{waits.role.label}, who signs next")
    posts = [post for post in asked.posts if post.role in AT_AUTHORITY] or asked.posts
    return {post.person: str(post) for post in reversed(posts)}


@tasks.owed
def self_assessments_owed(region):
    """Self-assessments of open cycles that are late or due within a fortnight, by each who owes them."""
    return [row for cycle in Cycle.objects.open().filter(region=region) for row in _of_cycle(cycle)]


def _of_cycle(cycle):
    deadlines = Deadlines(cycle)
    step = deadlines.step(Step.Kind.SELF_ASSESSMENT)
    if step is None:
        return
    found = list(cycle.assessments.select_related("authority"))
    chased = [(one, deadlines.of(step, one.authority)) for one in found]
    chased = [(one, deadline) for one, deadline in chased if standing(one, deadline)]
    asked, waiting = asked_at(one.authority for one, _ in chased), held_up([one for one, _ in chased])
    for one, deadline in chased:
        yield from _owed(cycle, one, deadline, asked[one.authority_id], waiting.get(one.pk))


def _owed(cycle, assessment, deadline, asked, waits):
    url = address_if_there("assessment", assessment.public_id) or reverse("peer_challenge")
    what = f"{assessment.authority}: self-assessment {cycle.year}"
    facts = {"kind": SELF_ASSESSMENT, "state": standing(assessment, deadline), "due_on": deadline.due_on,
             "seen_at": reverse("control_room", args=[cycle.public_id])}  # fmt: skip
    owing = who_owes(asked, waits)
    for person, office in owing.items():
        yield Owed(what, url, person=person, office=office, **facts)
    if not owing:
        yield Owed(what, url, office=asked.vacant[0], **facts)
