"""Telling those who follow a region that an update is out, or that it changed in a way they should know of."""

from django.db import transaction
from django_tasks import task

from portal.following.actions import start_mailing
from portal.following.letters import Letter
from portal.following.models import Mailing
from updates.models import Edition, Update


def letter_of(edition) -> Letter:
    """Return what followers are told of an edition: "in short", and links to its sections."""
    path = edition.get_absolute_url()
    return Letter(
        subject=f"{edition.title}: updated" if edition.change_note else edition.title,
        title=edition.title,
        path=path,
        in_short=edition.in_short,
        links=[(section.heading, f"{path}#{section.anchor}") for section in edition.sections.all()],
        note=edition.change_note,
    )


def tell_followers(edition, *, by):
    """Tell them once the edition is live: now, or by a task at its moment. A small correction is told to nobody."""
    if not edition.is_major:
        return
    if edition.is_live:
        start_mailing(about=edition, region=edition.region, letter=letter_of(edition), by=by)
    else:
        tell_when_live.using(run_after=edition.live_from).enqueue(edition.pk)


@task()
@transaction.atomic
def tell_when_live(edition_id: int) -> bool:
    """Tell followers of an edition whose moment has come; False when it was stopped or withdrawn meanwhile.

    Stopped, then published as a small correction, it is told to nobody. Who withdraws it in this moment waits.
    """
    Update.objects.select_for_update(no_key=True, of=("self",)).filter(editions=edition_id).first()
    edition = Edition.objects.live().filter(pk=edition_id, is_major=True).first()
    if edition is None:
        return False
    start_mailing(about=edition, region=edition.region, letter=letter_of(edition), by=edition.published_by)
    return True


def stop_telling(update, *, by):
    """Tell nobody else of an update that is withdrawn: those who were told, were told."""
    for edition in update.editions.filter(published_at__isnull=False):
        for mailing in Mailing.objects.about(edition).going_on():
            mailing.stop(by=by)


@task()
@transaction.atomic
def stop_when_withdrawn(update_id: int) -> bool:
    """Do so when a withdrawal comes that was set for later; False when it was called off or set for another moment."""
    update = Update.objects.select_for_update(no_key=True, of=("self",)).filter(pk=update_id).first()
    if update is None or not update.is_withdrawn:
        return False
    stop_telling(update, by=update.withdrawn_by)
    return True
