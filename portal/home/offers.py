"""What apps hand to the pages that read across all of them.

An app declares it in its own `offers.py`, found at start-up as Django finds `admin.py`:

    @offers.panel("region", order=20)
    def latest_updates(user, region):
        ...
        return Panel("updates/_latest.html", {"editions": editions})

so that the home, region and authority pages import none of them, and a new app appears on them by itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

PAGES = {"home", "region", "authority", "peer_challenge"}


@dataclass(frozen=True)
class Panel:
    """One part of a page: its template, what the template shows, and whether it stands in the aside.

    `until` is the moment from which it is wrong unless it is made again (None: no such moment). With an empty
    `template` there is nothing to show until then.
    """

    template: str
    context: dict = field(default_factory=dict)
    aside: bool = False
    until: datetime | None = None


_panels: dict[str, list] = defaultdict(list)
_beside: dict[str, tuple[Callable, Callable]] = {}
_sitemap: list[Callable[[], Iterable[tuple[str, object]]]] = []


def panel(page: str, order: int):
    """Offer a panel for `page`; lower `order` stands higher.

    The function takes (user, place), where `place` is the region ("region", and "peer_challenge": its public page
    about that) or authority or, on the home page, the home region or None; it returns a Panel, or None when there is
    nothing to show: an empty panel is never drawn.
    What it shows must come from `visible_to(user)`.
    """
    if page not in PAGES:
        raise ValueError(f"There is no page {page!r} to offer a panel for.")

    def declare(function):
        _panels[page].append((order, function))
        _panels[page].sort(key=lambda offer: offer[0])
        return function

    return declare


def panels_for(page, user, place=None) -> list[Panel]:
    """Return the panels of `page`, in order, without those that have nothing to show."""
    made = [function(user, place) for _, function in _panels[page]]
    return [panel for panel in made if panel is not None]


def beside_region(name: str, value: Callable, link: Callable):
    """Offer a link beside each region in lists of them, without a query of its own.

    `value` takes the day and returns an expression of the ORM over a Region, empty where there is nothing to show;
    `link` takes (the region's slug, the value) and returns (label, address). What it tells must be public.
    """
    _beside[name] = value, link


def beside_regions() -> dict[str, tuple[Callable, Callable]]:
    return _beside


def sitemap(function):
    """Offer public addresses for the sitemap: the function yields (path, moment of last change or None)."""
    _sitemap.append(function)
    return function


def sitemap_entries():
    """Yield (path, moment of last change or None) of every public page that apps offer."""
    for function in _sitemap:
        yield from function()
