"""Updates that wait for somebody: to be looked over, or to be changed and sent again."""

from django.urls import reverse
from django.utils import timezone

from portal.home import tasks
from portal.home.tasks import Owed, Task
from updates.emails import REVIEWING_ROLES
from updates.models import Edition

KIND = "Update"


def _desk():
    return "your desk", reverse("desk")


@tasks.offer
def updates_to_look_over(user):
    """What others have sent for review and `user` may approve."""
    waiting = Edition.objects.visible_to(user).to_review(user).select_related("update__region", "submitted_by")
    return [
        Task(
            f"Look over: {edition}", "Look it over", reverse("update_review", args=[edition.update_id]), 10, KIND,
            due_on=edition.due_on, since=timezone.localdate(edition.submitted_at), who=str(edition.submitted_by or ""),
            place=_desk(),
        )
        for edition in waiting
    ]  # fmt: skip


@tasks.offer
def updates_returned(user):
    """Drafts of `user` that a reviewer returned with a comment."""
    mine = Edition.objects.visible_to(user).filter(status="draft", returned_at__isnull=False, writers=user)
    return [
        Task(
            f"Change and send again: {edition}", "Open the draft", reverse("update_edit", args=[edition.update_id]),
            15, KIND, since=timezone.localdate(edition.returned_at),
            why=f"{edition.returned_by or 'A reviewer'} returned it with a comment.", place=_desk(),
        )
        for edition in mine.select_related("update__region", "returned_by")
    ]  # fmt: skip


@tasks.owed
def updates_in_review(region):
    """Updates of the region that wait to be looked over: owed by each of those who may."""
    waiting = list(
        region.editions.filter(status="in_review").select_related("update__region").prefetch_related("writers")
    )
    posts = region.posts.current().filter(role__in=REVIEWING_ROLES, person__is_active=True)
    reviewers = list(posts.with_organisation().select_related("person"))
    return [
        Owed(
            f"Look over: {edition}", reverse("update_review", args=[edition.update_id]), KIND,
            "Waits for review", person=post.person, office=str(post), due_on=edition.due_on,
            since=timezone.localdate(edition.submitted_at),
        )
        for edition in waiting
        for post in reviewers
        if post.person not in edition.writers.all()
    ]  # fmt: skip


@tasks.owed
def drafts_returned(region):
    """Drafts of the region that were returned to their writers, who have not sent them again."""
    drafts = region.editions.filter(status="draft", returned_at__isnull=False)
    return [
        Owed(
            f"Change and send again: {edition}", reverse("update_edit", args=[edition.update_id]), KIND,
            "Returned", person=writer, since=timezone.localdate(edition.returned_at),
        )
        for edition in drafts.select_related("update__region").prefetch_related("writers")
        for writer in edition.writers.all()
    ]  # fmt: skip
