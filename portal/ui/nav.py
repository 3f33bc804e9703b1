"""Navigation as data: what it says, where it goes, who sees it, which pages stand under it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse


def anyone(user) -> bool:
    return True


def signed_in(user) -> bool:
    return user is not None


def manages_a_region(user) -> bool:
    return user is not None and bool(user.managed_region_slugs())


def looks_after_it(user) -> bool:
    return manages_a_region(user) or (user is not None and user.is_site_administrator)


def takes_part(user) -> bool:
    """Holds a post at a region, an authority or a trust: a site administrator, as that, takes part in nothing."""
    return user is not None and any(post.organisation is not None for post in user.posts_now())


def has_a_desk(user) -> bool:
    return manages_a_region(user) or (user is not None and bool(user.chaired_region_slugs()))


@dataclass(frozen=True)
class Item:
    """A link of the navigation.

    `nouns` are the first words of the URL names that stand under it; `names` whole ones, which go before nouns.
    """

    label: str
    url_name: str
    nouns: tuple[str, ...] = ()
    shown_to: Callable = anyone
    names: tuple[str, ...] = ()


# Pages of an update that only its writers see: they stand under the desk, not under the public list.
WRITING = tuple(
    f"update_{verb}"
    for verb in (
        "compare", "discard", "edit", "history", "keep", "move", "new", "preview", "previews", "publish", "record",
        "review", "review_on", "revise", "submit", "unschedule", "version", "withdraw",
    )
)  # fmt: skip
ON_THE_DESK = ("desk", "document", "file", "picture", "second", "plan", "priority", "enabler", "measure")
PEER_CHALLENGE = (
    "peer", "cycle", "cycles", "control", "extend", "framework", "frameworks", "assessment", "section", "promise",
    "statement", "evidence", "sign", "submitted", "submission", "moderate", "moderation", "moderator", "moderators",
    "area", "remark", "remarks", "concern", "release", "access", "summit", "enquiries", "enquiry", "report", "reported",
    "remove", "removals", "review", "reviews", "kind", "kinds", "letter", "correction", "corrections", "finding",
    "findings", "reply", "own", "next", "host", "progress", "workspace", "session", "timetable", "capture", "cluster",
    "pool", "reviewer", "team", "seat", "member", "invitation", "challenge", "coverage", "theme", "themes", "help",
    "packs", "pack", "public", "actions", "note", "introduction",
)  # fmt: skip
SERVICE = (
    Item("Updates", "update_list", ("update", "tag"), names=("region_update_list",)),
    Item("Priorities", "plans", names=("plans", "region_plans", "plan", "priority")),
    Item("Peer challenge", "peer_challenge", PEER_CHALLENGE, takes_part),
    Item("Regions", "region_list", ("region", "authority")),
    Item("Events", "event_list", ("event",)),
    Item("Your work", "your_work", ("your", "chase"), signed_in, ("my_actions",)),
    Item("Your desk", "desk", ON_THE_DESK, has_a_desk, WRITING),
    Item("People", "people", ("people", "person", "post"), signed_in),
)
FOOTER = (
    Item("Glossary", "glossary"),
    Item("Accessibility", "accessibility"),
    Item("Privacy", "privacy"),
)
ACCOUNT = (
    Item("Your posts", "me"),
    Item("E-mail address", "account_email"),
    Item("Password", "account_change_password"),
    Item("Second step of signing in", "mfa_index"),
    Item("Where you are signed in", "usersessions_list"),
    Item("How the portal is doing", "worker", shown_to=looks_after_it),
    Item("Sign out", "account_logout"),
)


class Link(NamedTuple):
    """A navigation item on a page: `is_current` where the page stands under it."""

    label: str
    url: str
    is_current: bool = False


def links(items, url_name: str | None = None, user=None) -> tuple[Link, ...]:
    """Return the links of `items` that `user` (None for a visitor) sees on the page called `url_name`."""
    current = _current(items, url_name) if url_name else None
    return tuple(Link(item.label, address(item.url_name), item is current) for item in items if item.shown_to(user))


def _current(items, url_name):
    """Return the item that the page called `url_name` stands under, or None."""
    noun = url_name.split("_")[0]
    by_name = (item for item in items if url_name in item.names)
    by_noun = (item for item in items if noun in item.nouns)
    return next(by_name, None) or next(by_noun, None)


def address(url_name: str) -> str:
    """Return the address of a page that takes no arguments."""
    return _address(url_name, settings.ROOT_URLCONF)


@cache
def _address(url_name, urlconf):
    """Looking an address up costs more than drawing its link, and it never changes while the site runs."""
    return reverse(url_name, urlconf)
