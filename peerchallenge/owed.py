"""What the chase board of a region shows of its cycles: the self-assessments that it waits for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from peerchallenge.deadlines import Deadlines
from peerchallenge.models import Cycle, SelfAssessment, Step
from peerchallenge.people import AT_AUTHORITY, asked_at
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


def who_owes(asked) -> dict:
    """Return {person: office in words} of those who owe a self-assessment: director and lead, else the trust's head."""
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
    asked = asked_at(one.authority for one, _ in chased)
    for one, deadline in chased:
        yield from _owed(cycle, one, deadline, asked[one.authority_id])


def _owed(cycle, assessment, deadline, asked):
    url = address_if_there("assessment", assessment.public_id) or reverse("peer_challenge")
    what = f"{assessment.authority}: self-assessment {cycle.year}"
    facts = {"kind": SELF_ASSESSMENT, "state": standing(assessment, deadline), "due_on": deadline.due_on}
    for person, office in who_owes(asked).items():
        yield Owed(what, url, person=person, office=office, **facts)
    if not asked.posts:
        yield Owed(what, url, office=asked.vacant[0], **facts)
