"""Counting attempts by account with address, then by account, or by person. Counters are shared by all workers."""

from allauth.core.internal import ratelimit


def allow_attempt(request, action: str, email: str) -> list:
    """Count one attempt of `action` for the account `email`; return what was counted, nothing when it is refused.

    `ACCOUNT_RATE_LIMITS` holds two limits: `action` counts the account wherever the request comes from,
    and `action` with "_here" the account with the address, which is much stricter. Neither counts an address by itself.
    """
    account = email.strip().lower()
    counted = []
    for name, key in ((f"{action}_here", f"{account} {ratelimit.get_ip(request)}"), (action, account)):
        usage = ratelimit.consume(request, app="allauth.account", action=name, key=key)
        if not usage:
            return []
        counted.append(usage)
    return counted


def allow_person(request, action: str) -> bool:
    """Count that the person who is signed in does `action`, also by GET; False when `ACCOUNT_RATE_LIMITS` refuses."""
    return bool(ratelimit.consume(request, app="allauth.account", action=action, limit_get=True))
