"""Keys in links of mail: each lets its holder do one thing to one follower, without signing in and without a cookie.

They stand in the query of an address, never in its path: paths are logged.
"""

from django.core import signing
from django.urls import reverse

from portal.following.models import Follower
from portal.following.models.follower import CONFIRM_WITHIN
from portal.ui.links import absolute

_CONFIRM, _END = "portal.following.confirm", "portal.following.end"


def confirm_link(follower: Follower) -> str:
    """Return the full address of the page that confirms; good for 14 days."""
    key = signing.TimestampSigner(salt=_CONFIRM).sign(follower.pk)
    return f"{absolute(reverse('follow_confirm'))}?key={key}"


def key_of(follower: Follower) -> str:
    """Return the key with which the follower ends, and sees what else the address follows: good for good."""
    return signing.Signer(salt=_END).sign(follower.pk)


def end_link(follower: Follower) -> str:
    """Return the full address that ends following: a page with a button, and RFC 8058's one click."""
    return f"{absolute(reverse('follow_end'))}?key={key_of(follower)}"


def following_link(follower: Follower, said="") -> str:
    """Return the path of the page that lists what the address follows; `said` names the notice on it."""
    return f"{reverse('following')}?key={key_of(follower)}" + (f"&said={said}" if said else "")


def follower_to_confirm(key: str) -> Follower | None:
    """Return whom the key confirms, None when it is too old or they are gone; raise BadSignature when it is wrong."""
    try:
        pk = signing.TimestampSigner(salt=_CONFIRM).unsign(key, max_age=CONFIRM_WITHIN)
    except signing.SignatureExpired:
        return None
    return _follower(pk)


def follower_of(key: str) -> Follower | None:
    """Return whose key it is, None when they are gone; raise BadSignature when it is wrong."""
    return _follower(signing.Signer(salt=_END).unsign(key))


def _follower(pk):
    return Follower.objects.select_related("region").filter(pk=pk).first()
