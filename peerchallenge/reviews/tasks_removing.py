"""What waits for those who can remove what could identify a child from a review: reports nobody has looked at."""

from django.urls import reverse

from peerchallenge.reviews.models import ReviewReport
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates


@tasks.offer
def reports_to_look_at(user):
    """For the host's writers, the region's managers and the team's lead, before everything else."""
    found = ReviewReport.objects.waiting()
    for one in found.filter(found.settled_by(user)).select_related("review__authority"):
        yield Task(
            f"{one.review}: something may identify a child", "Look at it",
            reverse("review_remove", args=[one.kind, one.record]), 5, "Report", comes_first=True,
            since=dates.local(one.reported_at).date(), why=f"{one.where}. {one.get_why_display()}.",
            place=("reports and removals", reverse("review_removals", args=[one.review.public_id])),
        )  # fmt: skip
