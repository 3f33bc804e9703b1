"""Navigation as data: what it says, where it goes, who sees it, which pages stand under it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse


def anyone(user) -> bool:
    return True


def signed_in(user) -> bool:
    return user is not None


@dataclass(frozen=True)
class Item:
    """A link of the navigation. `nouns` are the first words of the URL names that stand under it."""

    label: str
    url_name: str
    nouns: tuple[str, ...] = ()
    shown_to: Callable = anyone


SERVICE = (
    Item("Updates", "update_list", ("update", "tag")),
    Item("Regions", "region_list", ("region", "authority")),
    Item("Events", "event_list", ("event",)),
    Item("Your desk", "desk", ("desk",), signed_in),
    Item("People", "people", ("people", "post", "invitation"), signed_in),
)
FOOTER = (
    Item("Glossary", "glossary"),
    Item("Accessibility", "accessibility"),
    Item("Privacy", "privacy"),
)
ACCOUNT = (
    Item("Your desk", "desk"),
    Item("E-mail address", "account_email"),
    Item("Password", "account_change_password"),
    Item("Second step of signing in", "mfa_index"),
    Item("Where you are signed in", "usersessions_list"),
    Item("Sign out", "account_logout"),
)


@dataclass(frozen=True)
class Link:
    """A navigation item on a page: `is_current` where the page stands under it."""

    label: str
    url: str
    is_current: bool = False


def links(items, url_name: str | None = None, user=None) -> list[Link]:
    """Return the links of `items` that `user` (None for a visitor) sees on the page called `url_name`."""
    noun = (url_name or "").split("_")[0]
    return [
        Link(item.label, address(item.url_name), bool(noun) and noun in item.nouns)
        for item in items
        if item.shown_to(user)
    ]


def address(url_name: str) -> str:
    """Return the address of a page that takes no arguments."""
    return _address(url_name, settings.ROOT_URLCONF)


@cache
def _address(url_name, urlconf):
    """Looking an address up costs more than drawing its link, and it never changes while the site runs."""
    return reverse(url_name, urlconf)
