"""What waits for who answers for a self-assessment once it is submitted: to decide who else reads it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import Cycle, Participation, Release, SelfAssessment, Submission
from peerchallenge.models.of_authority import at_own_authority, authorities_of
from peerchallenge.permissions import OWNERS
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

# To release nothing is a decision, too: after this long nobody is asked any more.
ASKED_FOR = timedelta(days=28)


@tasks.offer
def releases_to_decide(user):
    """For a director, or who leads the trust: what was submitted in the last four weeks and was released to nobody yet.

    Not where the cycle shares with nobody, or with a triad in which the authority is alone.
    """
    if not authorities_of(user, OWNERS):
        return
    status = SelfAssessment.Status
    mine = Submission.objects.visible_to(user).filter(at_own_authority(user, OWNERS)).latest_of_each().filter(
        ~Exists(Release.objects.filter(submission=OuterRef("pk"))), submitted_at__gt=timezone.now() - ASKED_FOR,
        assessment__status__in=[status.SUBMITTED, status.MODERATED], assessment__cycle__status=Cycle.Status.OPEN,
    )  # fmt: skip
    mine = mine.exclude(assessment__cycle__shared_with=Cycle.SharedWith.NOBODY)
    mine = mine.filter(~Q(assessment__cycle__shared_with=Cycle.SharedWith.TRIAD) | Exists(_others_of_the_triad()))
    for one in mine.defer("words").select_related("assessment__cycle", "authority").order_by("authority__name"):
        cycle = one.assessment.cycle
        yield Task(
            f"Decide who else reads {one.authority}’s self-assessment {cycle.year}", "Look at the names",
            reverse("release", args=[one.assessment.public_id]), 5, "Sharing",
            since=dates.local(one.submitted_at).date(),
            why=f"You can release it to: {cycle.get_shared_with_display().lower()}. Until you do, they read nothing.",
        )  # fmt: skip


def _others_of_the_triad():
    """Those who form a triad with the authority of a submission; for a subquery."""
    taking_part = {"cycle": OuterRef(OuterRef("assessment__cycle")), "authority": OuterRef(OuterRef("authority"))}
    triad = Participation.objects.filter(**taking_part).values("triad")[:1]
    others = Participation.objects.filter(cycle=OuterRef("assessment__cycle"), triad=Subquery(triad))
    return others.exclude(authority=OuterRef("authority"))
