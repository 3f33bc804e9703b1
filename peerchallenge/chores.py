"""What the worker does every so often about peer challenge."""

from datetime import timedelta

from peerchallenge.reviews.actions import brokering, checking, destroying, packing, teaming
from peerchallenge.reviews.models import BroughtLetter
from portal.audit.chores import chore


@chore("Delete letters that no review was made of", every=timedelta(days=1))
def delete_left_letters():
    """Delete what was brought in 30 days ago and left on its check screen; the files go with the sweep of files."""
    return BroughtLetter.objects.forget_left()


@chore("Ask hosts of reviews for their progress", every=timedelta(hours=6))
def ask_for_progress():
    """Write to each host whose progress check has come to its day; once for each."""
    return f"Asked {checking.ask()}."


@chore("Destroy the notes of review teams", every=timedelta(hours=12))
def destroy_notes():
    """Tell teams a week before; delete the notes of reviews whose final letter is long enough ago."""
    destroying.warn_teams()
    return f"Of {destroying.destroy_due()} reviews."


@chore("Remind reviewers who haven’t answered", every=timedelta(days=1))
def remind_reviewers():
    """Write once more to those who were asked to a team and haven't answered for five days; once for each."""
    return f"Reminded {teaming.remind()}."


@chore("Ask what came of help between authorities", every=timedelta(days=1))
def ask_what_came():
    """Write to each authority that was brought together with another 90 days ago; once for each."""
    return f"Asked {brokering.ask()}."


@chore("Delete packs whose time is over", every=timedelta(hours=6))
def delete_packs():
    """Delete folders after a day and packs for leaders after 30; the files go with the sweep of files."""
    return packing.forget()
