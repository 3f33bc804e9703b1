"""Which themes of peer challenge priorities were made of: named on a priority's page, and from there back."""

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from peerchallenge.reviews.public_face import address_of_theme
from priorities.models import PriorityOrigin


class Origin(NamedTuple):
    """A theme out of which the directors made a priority: its title, and where it stands or its whole chain does."""

    title: str
    url: str


def origins_of(priorities, user=None) -> dict[int, list[Origin]]:
    """Return the themes that each of `priorities` was made of, {its id: [Origin]}; one query.

    Those that `user` reads, each with its chain; without one those that everybody reads, on the region's public page.
    """
    rows = PriorityOrigin.objects.visible_to(user or AnonymousUser()).filter(priority__in=priorities)
    found = defaultdict(list)
    for row in rows.select_related("theme", "region"):
        url = reverse("theme_chain", args=[row.theme.public_id]) if user else address_of_theme(row.theme, row.region)
        found[row.priority_id].append(Origin(row.theme.title, url))
    return found


def carried(themes):
    """Yield (id of a theme, name, address) of the priorities that everybody reads which were made of each of `themes`.

    One query.
    """
    rows = PriorityOrigin.objects.visible_to(AnonymousUser()).filter(theme__in=themes)
    for row in rows.select_related("priority__plan__region").order_by("plan__starts_on", "pk"):
        yield row.theme_id, f"{row.priority.name} ({row.priority.plan.period})", row.priority.get_absolute_url()
