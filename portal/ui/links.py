"""Addresses: absolute ones from the configured origin (never the Host header), local ones for `next`."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


def absolute(target) -> str:
    """Return the full address of a path or of a record with `get_absolute_url`."""
    path = target if isinstance(target, str) else target.get_absolute_url()
    return f"{settings.PORTAL_ORIGIN}{path}"


def local_path(address: str | None, otherwise: str = "/") -> str:
    """Return `address` when it is a path on this site, else `otherwise`. For `next` and "back to" links."""
    if not address or not address.startswith("/"):
        return otherwise
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return otherwise
    parts = urlsplit(address)
    return otherwise if parts.scheme or parts.netloc else address


def with_query(params, **changes) -> str:
    """Return "?…" for a QueryDict with some values replaced; None takes a name out.

    Page numbers go whenever anything else changes, because page 7 of one list is not page 7 of another.
    """
    query = params.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        elif isinstance(value, (list, tuple)):
            query.setlist(name, value)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"
