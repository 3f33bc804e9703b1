"""The permanent public addresses of updates, as paths.

Written out because a list holds a hundred of them, and Django's `reverse` takes longer over those than the database
over the list. tests/updates/test_public_addresses.py holds them to `updates.urls`.
"""

from uuid import UUID

from updates.periods import Period


def update_url(region_slug: str, period: Period, special_slug: str = "") -> str:
    months = f"/{region_slug}/updates/{period.slug}/"
    return f"{months}{special_slug}/" if special_slug else months


def tag_url(slug: str) -> str:
    return f"/tags/{slug}/"


def list_url(region: str = "", tag: str = "", year: int | None = None) -> str:
    """Return the one address of a list: a region and a tag have lists of their own, the rest is a query.

    Nothing is quoted: slugs are letters, digits and hyphens.
    """
    if tag and not region and not year:
        return tag_url(tag)
    path = f"/{region}/updates/" if region else "/updates/"
    if tag:
        return f"{path}?tag={tag}&year={year}" if year else f"{path}?tag={tag}"
    return f"{path}?year={year}" if year else path


def feed_url(region: str = "", tag: str = "") -> str:
    """Return the feed nearest to a list: its region's, else its tag's, else that of all updates."""
    if region:
        return f"/{region}/updates/feed/"
    return f"/tags/{tag}/feed/" if tag else "/updates/feed/"


def file_url(slot: UUID, name: str) -> str:
    """Return the lasting address of a document that stands beside an update. Pictures': `portal.ui.pictures`."""
    return f"/updates/files/{slot}/{name}"
