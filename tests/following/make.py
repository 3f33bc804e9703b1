"""Followers for tests."""

from django.utils import timezone

from portal.following.models import Follower
from portal.following.models.follower import consent_to_follow


def follower(region, email="reader@example.org", confirmed=True, **fields):
    """Somebody who follows `region`, or has only asked to."""
    if confirmed:
        fields.setdefault("confirmed_at", timezone.now())
    return Follower.objects.create(region=region, email=email, consent=consent_to_follow(region), **fields)


def followers(region, many) -> list[str]:
    """Make `many` who follow `region`; return their addresses."""
    addresses = [f"reader{number:05}@example.org" for number in range(many)]
    consent, now = consent_to_follow(region), timezone.now()
    rows = (Follower(region=region, email=one, consent=consent, confirmed_at=now) for one in addresses)
    Follower.objects.bulk_create(rows, batch_size=500)
    return addresses
