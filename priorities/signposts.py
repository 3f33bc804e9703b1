"""Where the pages of plans stand, and how to follow them."""

from typing import NamedTuple

from django.urls import reverse


class Way(NamedTuple):
    """A way to follow something: `kind` is "mail" or "feed"."""

    label: str
    url: str
    kind: str


def region_trail(region):
    """Return the breadcrumbs of a region's plans."""
    return [("Home", reverse("home")), (region.name, region.get_absolute_url())]


def plan_trail(plan):
    """Return the breadcrumbs of a plan."""
    return [*region_trail(plan.region), ("Priorities", reverse("region_plans", args=[plan.region.slug]))]


def followed(plan, priority=None) -> dict:
    """Return `feed_title`, `feed_url` and `follow` of a plan, or of one of its priorities."""
    region = plan.region
    plan_feed = Way(f"{plan.title} (Atom feed)", feed_url(plan), "feed")
    ways = [plan_feed, Way(f"{region} updates by e-mail", reverse("region_follow", args=[region.slug]), "mail")]
    if priority:
        ways.insert(0, Way(f"{priority.name} (Atom feed)", feed_url(plan, priority), "feed"))
    return {"feed_title": feed_title(plan, priority), "feed_url": ways[0].url, "follow": tuple(ways)}


def feed_title(plan, priority=None) -> str:
    """Return what the feed is called: "Mercia: Our priorities 2026-27"."""
    return f"{plan.region}: {priority.name}, {plan.period}" if priority else f"{plan.region}: {plan.title}"


def feed_url(plan, priority=None) -> str:
    """Return the address of the feed of a plan, or of one of its priorities."""
    place = [plan.region.slug, plan.period]
    return reverse("priority_feed", args=[*place, priority.slug]) if priority else reverse("plan_feed", args=place)
