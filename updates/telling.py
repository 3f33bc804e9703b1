"""Telling those who follow a region that an update is out, or that it changed in a way they should know of."""

from django_tasks import task

from portal.following.actions import start_mailing
from portal.following.letters import Letter
from portal.following.models import Mailing
from updates.models import Edition


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
def tell_when_live(edition_id: int) -> bool:
    """Tell followers of an edition whose moment has come; False when it was stopped, withdrawn or moved meanwhile."""
    edition = Edition.objects.live().filter(pk=edition_id).first()
    if edition is None:
        return False
    start_mailing(about=edition, region=edition.region, letter=letter_of(edition), by=edition.published_by)
    return True


def stop_telling(update, *, by):
    """Tell nobody else of an update that is withdrawn: those who were told, were told."""
    for edition in update.editions.filter(published_at__isnull=False):
        for mailing in Mailing.objects.about(edition).going_on():
            mailing.stop(by=by)
