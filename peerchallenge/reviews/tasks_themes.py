"""What waits for a region's directors: themes that were put to them, to be read before they choose."""

from django.db.models import Count, Min

from peerchallenge.models import Cycle, Step
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.reviews.models import RegionalTheme
from peerchallenge.reviews.theming import address_of
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

A_THEME = 3


@tasks.offer
def themes_to_choose_from(user):
    """For directors, heads of trusts and the chair: themes on which nothing was decided yet, one task for each cycle.

    It is due on the day of the Leadership Summit, where the cycle has one.
    """
    if not any(post.role in DIRECTORS for post in user.posts_now()):
        return
    led = [region.pk for post in user.posts_now() if post.role in DIRECTORS for region in post.regions()]
    waiting = RegionalTheme.objects.visible_to(user).filter(
        region__in=led, status=RegionalTheme.Status.LONGLIST, put_at__isnull=False
    )
    rows = waiting.order_by().values("cycle").annotate(many=Count("pk"), since=Min("put_at"))
    counted = {row["cycle"]: row for row in rows}
    for cycle in Cycle.objects.filter(pk__in=counted).select_related("region").prefetch_related("steps"):
        many, since = counted[cycle.pk]["many"], dates.local(counted[cycle.pk]["since"]).date()
        yield Task(
            f"{cycle}: {many} theme{'' if many == 1 else 's'} to choose from", "Read and compare", address_of(cycle),
            A_THEME * many, "Themes", due_on=_summit(cycle), since=since,
            why="You choose together, at a meeting, what the region works on.",
        )  # fmt: skip


def _summit(cycle):
    on = (step for step in cycle.steps.all() if step.kind == Step.Kind.LEADERSHIP_SUMMIT and step.is_on)
    return next((step.opens_on for step in on), None)
