"""Updates that wait for somebody: to be looked over, or to be changed and sent again."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.home import tasks
from portal.home.tasks import Owed, Task
from updates.emails import REVIEWING_ROLES
from updates.models import Edition

KIND = "Update"
NO_WRITER = "Its writers have left"


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
    """Drafts of the region that were returned and not sent again, owed by those who wrote them and still may write."""
    drafts = region.editions.filter(status="draft", returned_at__isnull=False)
    managers = region.posts.current().filter(role=Role.PROGRAMME_MANAGER, person__is_active=True)
    may_write = Prefetch("writers", User.objects.filter(pk__in=managers.values("person")), to_attr="writers_now")
    return [
        Owed(
            f"Change and send again: {edition}", reverse("update_edit", args=[edition.update_id]), KIND,
            "Returned", person=writer, office="" if writer else NO_WRITER,
            since=timezone.localdate(edition.returned_at),
        )
        for edition in drafts.select_related("update__region").prefetch_related(may_write)
        for writer in edition.writers_now or [None]
    ]  # fmt: skip
