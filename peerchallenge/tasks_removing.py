"""What waits for those who can remove what could identify a child: reports that nobody has looked at."""

from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import Report
from peerchallenge.models.of_authority import WRITERS, authorities_of
from portal.home import tasks
from portal.home.tasks import Task


@tasks.offer
def reports_to_look_at(user):
    """For the authority's writers and the region's managers, before everything else."""
    writes, runs = authorities_of(user, WRITERS), set(user.managed_region_slugs())
    if not writes and not runs:
        return
    reports = Report.objects.visible_to(user).waiting().select_related("assessment__authority", "region")
    for one in reports:
        if one.authority_id in writes or one.region.slug in runs:
            yield Task(
                f"{one.assessment.authority}: something may identify a child", "Look at it",
                reverse("remove", args=[one.kind, one.record]), 5, "Report", comes_first=True,
                since=timezone.localdate(one.reported_at), why=f"{one.where}. {one.get_why_display()}.",
                place=("reports and removals", reverse("removals", args=[one.assessment.public_id])),
            )  # fmt: skip
