"""What a list of updates is called, where it stands, and how to follow it."""

from typing import NamedTuple

from portal.home.reading import region_url
from portal.ui.nav import address
from updates.addresses import feed_url
from updates.reading import Filters


def heading(filters: Filters, region: str = "", tag: str = "") -> str:
    """Return the heading of a list, from its filters and the names of its region and tag."""
    words = f"{region} updates" if region else "Regional updates"
    if tag:
        words += f" tagged “{tag}”"
    return f"{words}, {filters.year}" if filters.year else words


def how_many(count: int) -> str:
    """Return the line below the heading; empty when there is nothing to count."""
    return {0: "", 1: "1 update"}.get(count, f"{count:,} updates, the latest first")


class Way(NamedTuple):
    """A way to follow something: `kind` is "mail", "feed" or "calendar"."""

    label: str
    url: str
    kind: str


def trail(filters: Filters, region: str = "") -> tuple[tuple[str, str], ...]:
    """Return the breadcrumbs of a list; `region` is the name of the region that it is narrowed to."""
    steps = [("Home", address("home"))]
    if region:
        steps.append((region, region_url(filters.region)))
    if filters.year or (region and filters.tag):
        steps.append(("Updates", Filters(region=filters.region).url))
    elif filters.tag:
        steps.append(("Tags", address("tag_list")))
    return tuple(steps)


def update_trail(region_slug: str, region: str) -> tuple[tuple[str, str], ...]:
    """Return the breadcrumbs of an update of the region with this slug and name."""
    below = Filters(region=region_slug)
    return (*trail(below, region), ("Updates", below.url))


def followed(filters: Filters, region: str = "", tag: str = "") -> dict:
    """Return `feed_title`, `feed_url` and `follow`: e-mail, the feed nearest to a list, and a calendar."""
    title = f"{region} updates" if region else f"Updates tagged “{tag}”" if tag else "All updates"
    url = feed_url(filters.region, filters.tag)
    ways = [Way(f"{title} (Atom feed)", url, "feed")]
    if region:
        ways.insert(0, Way(f"{title} by e-mail", f"/{filters.region}/follow/", "mail"))
        events = f"{address('event_list')}?region={filters.region}"
        ways.append(Way(f"{region} events in your calendar", events, "calendar"))
    return {"feed_title": title, "feed_url": url, "follow": tuple(ways)}
