"""What waits for those who write a letter while its host checks facts: corrections without an answer."""

from django.db.models import Count
from django.urls import reverse

from peerchallenge.models.of_authority import RUNNERS
from peerchallenge.reviews.front_page import leads_of
from peerchallenge.reviews.models import Correction, Member, Review, Stage
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

MINUTES = 20


@tasks.offer
def corrections_to_answer(user):
    """For the lead of a team, or where there is none for those who run reviews: corrections that wait for an answer."""
    led = Review.objects.filter(pk__in=Member.objects.reading(user).filter(seat__is_lead=True).values("seat__review"))
    run = Review.objects.filter(region__in=[post.region_id for post in user.posts_now() if post.role in RUNNERS])
    found = list(
        (led | run).filter(status=Stage.FACTUAL_CHECK, corrections__answer=Correction.Answer.WAITING)
        .annotate(waiting=Count("corrections")).select_related("authority", "region").prefetch_related("stages")
    )  # fmt: skip
    leads = leads_of(found) if found else {}
    for review in found:
        lead = leads.get(review.pk)
        if lead and lead.person_id != user.pk:
            continue
        plural = "" if review.waiting == 1 else "s"
        final = next((row for row in review.stages.all() if row.stage == Stage.FINAL_LETTER), None)
        yield Task(
            f"{review}: {review.waiting} correction{plural} of facts", "Answer",
            reverse("corrections", args=[review.public_id]), MINUTES, "Review", due_on=final.due_on if final else None,
            since=dates.local(review.status_at).date(), who=str(review.authority),
        )  # fmt: skip
