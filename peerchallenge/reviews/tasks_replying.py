"""What waits for a host once the findings are final: its reply; and what the region's chase board says once it is late.

How far a reply is, only the host's own people read.
"""

from django.db.models import Count, Q
from django.urls import reverse

from peerchallenge.models.of_authority import WRITERS, at_own_authority, authorities_of
from peerchallenge.owed import who_owes
from peerchallenge.people import asked_at
from peerchallenge.permissions import OWNERS
from peerchallenge.reviews.models import Review, Stage
from peerchallenge.reviews.replying import awaits_reply
from portal.home import tasks
from portal.home.tasks import Owed, Task
from portal.ui import dates

REPLY = "Reply"
A_FINDING = 5


def _awaiting(reviews):
    """Return (review, the day for which its reply is promised or None) of those that wait for one; two queries."""
    waiting = reviews.under_way().filter(shared_at__isnull=False, replied_at=None)
    for review in waiting.select_related("authority", "region").prefetch_related("stages"):
        if awaits_reply(review):
            yield review, next(row.due_on for row in review.stages.all() if row.stage == Stage.REPLY)


@tasks.offer
def replies_to_write(user):
    """For a host's director, self-assessment lead and the head of its trust: findings to reply to, then to send."""
    offices = WRITERS | OWNERS
    if not authorities_of(user, offices):
        return
    mine = Review.objects.visible_to(user).filter(at_own_authority(user, offices))
    standing = Q(findings__is_removed=False)
    mine = mine.annotate(many=Count("findings", filter=standing),
                         done=Count("findings__reply", filter=standing))  # fmt: skip
    writes, sends = authorities_of(user, WRITERS), authorities_of(user, OWNERS)
    for review, due_on in _awaiting(mine):
        left = review.many - review.done
        if review.authority_id in (writes if left else sends):
            yield _task(review, due_on, left)


def _task(review, due_on, left):
    button, address = ("Read and reply", "findings") if left else ("Check and send", "reply_send")
    what = f"reply to {left} of {review.many} headline findings" if left else "send the reply"
    return Task(
        f"{review}: {what}", button, reverse(address, args=[review.public_id]), A_FINDING * left or A_FINDING, REPLY,
        due_on=due_on, since=dates.local(review.status_at).date(), who="The review team",
        why="Nobody else reads the reply before it is sent.",
    )  # fmt: skip


@tasks.owed
def replies_owed(region):
    """Replies that are late, by each who writes for the host; they can still be sent."""
    late = [(one, due) for one, due in _awaiting(Review.objects.filter(region=region)) if tasks.is_late(due)]
    asked = asked_at([one.authority for one, _ in late]) if late else {}
    for review, due_on in late:
        at = asked[review.authority_id]
        facts = {"kind": REPLY, "state": "Late", "due_on": due_on, "seen_at": review.get_absolute_url()}
        url, owing = reverse("findings", args=[review.public_id]), who_owes(at)
        for person, office in owing.items():
            yield Owed(f"{review}: reply to the findings", url, person=person, office=office, **facts)
        if not owing:
            yield Owed(f"{review}: reply to the findings", url, office=at.vacant[0], **facts)
