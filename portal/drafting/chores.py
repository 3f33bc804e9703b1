"""What the worker does at night for those who write."""

from datetime import timedelta

from django.utils import timezone

from portal.audit.chores import chore
from portal.drafting.links import links_offered, queue_link_checks
from portal.drafting.models import KeptText, LinkCheck, Presence
from portal.drafting.models.kept import KEPT_FOR
from portal.drafting.models.link import KEPT
from portal.drafting.models.presence import LOOKS_AWAY_AFTER


@chore("Delete texts that were kept for a week, and who was at work", every=timedelta(days=1))
def delete_old():
    """Delete what was typed more than seven days ago and never asked back, and who is no longer at work."""
    now = timezone.now()
    texts, _ = KeptText.objects.filter(kept_at__lte=now - KEPT_FOR).delete()
    Presence.objects.filter(seen_at__lte=now - LOOKS_AWAY_AFTER).delete()
    return f"Deleted {texts}."


@chore("Ask the links of what is published", every=timedelta(days=1))
def check_offered_links():
    """Queue the question for each link that apps offer, and forget what links said that nobody has asked for long."""
    addresses = list(links_offered())
    queued = queue_link_checks(addresses, older_than=timedelta(hours=20))
    forgotten, _ = LinkCheck.objects.older_than(KEPT).delete()
    return f"Asks {queued} of {len(addresses)} links; forgot {forgotten}."
