"""The second pair of eyes: sending a draft for review, returning it with a comment, approving it."""

from django.db import transaction

from portal.drafting.models import Version
from portal.drafting.models.presence import no_longer_at_work
from updates import emails
from updates.actions.drafts import hold_draft
from updates.words import keep_words


@transaction.atomic
def submit(draft, *, by, version, due_on=None, note=""):
    """Send the draft, as it was at `version`, to those who may review it. Raises Overtaken when it was changed."""
    draft.submit(by=by, version=version, due_on=due_on)
    keep_words(draft, act=Version.Act.SUBMITTED, by=by, note=note)
    no_longer_at_work(draft)
    emails.tell_reviewers(draft, by=by, note=note)


@transaction.atomic
def send_back(draft, *, by, version, comment):
    """Return the draft to its writers with a comment, which the mail and the history carry."""
    draft.send_back(by=by, version=version, comment=comment)
    keep_words(draft, act=Version.Act.RETURNED, by=by, note=comment)
    no_longer_at_work(draft)
    emails.tell_writers(draft, "returned", by=by)


@transaction.atomic
def approve(draft, *, by, version):
    """Say that the draft may be published as it is, and tell its writers."""
    draft.approve(by=by, version=version)
    keep_words(draft, act=Version.Act.APPROVED, by=by)
    no_longer_at_work(draft)
    emails.tell_writers(draft, "approved", by=by)


@transaction.atomic
def take_back(draft, *, by, version):
    """Make a draft that is in review or approved one that may be written in again."""
    draft.take_back(by=by, version=version)


@transaction.atomic
def discard(draft, *, by, version):
    """Put the working draft away; the history keeps its words, from which they can be brought back."""
    hold_draft(draft)
    keep_words(draft, act=Version.Act.DISCARDED, by=by)
    draft.discard(by=by, version=version)
    no_longer_at_work(draft)
