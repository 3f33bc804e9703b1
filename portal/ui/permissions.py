"""Asking whether a person may do a thing: the one door that views, templates and tests use."""

import rules
from django.core.exceptions import ImproperlyConfigured, PermissionDenied


def may(user, name: str, record=None) -> bool:
    """Return whether `user` may do `name` to `record`: person rule and state rule together.

    Asks the rules themselves, because `user.has_perm` lets superusers past the state rule.
    Raises ImproperlyConfigured for a name that no `permissions.py` declares.
    """
    if not rules.perm_exists(name):
        raise ImproperlyConfigured(f"No permission is called {name!r}.")
    return rules.has_perm(name, user, record)


def require(user, name: str, record=None) -> None:
    """Raise PermissionDenied (403) unless `user` may do `name` to `record`."""
    if not may(user, name, record):
        raise PermissionDenied
