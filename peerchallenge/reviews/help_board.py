"""The board of asks and offers: what stands on it for one person, what it may be narrowed by, who might help whom."""

from collections import Counter

from django.db.models import Q

from peerchallenge.audiences import Audience
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, WRITERS, authorities_of
from peerchallenge.reviews.models import HelpEntry, Introduction, Theme
from portal.regions.models import LocalAuthority

Status = HelpEntry.Status


def on_board(user):
    """Return the open entries that `user` reads, the newest first."""
    rows = HelpEntry.objects.visible_to(user).filter(status=Status.OPEN)
    return rows.select_related("authority", "region", "theme").order_by("-made_at", "-pk")


def choices(user, asked) -> list[dict]:
    """Return the filters, as components/filter_form.html takes them; one query. What isn't a choice counts as all."""
    themes = Theme.objects.filter(pk__in=on_board(user).order_by().values("theme"))
    found = [
        ("kind", "Asks or offers", HelpEntry.Kind.choices),
        ("theme", "Theme", [(str(pk), name) for pk, name in themes.values_list("pk", "name")]),
    ]
    return [
        {"name": name, "label": label, "choices": [("", "All"), *options],
         "value": asked.get(name, "") if asked.get(name, "") in dict(options) else ""}
        for name, label, options in found
    ]  # fmt: skip


def narrowed(entries, selects):
    """Return those of `entries` that the filters leave."""
    chosen = {one["name"]: one["value"] for one in selects if one["value"]}
    return entries.filter(**chosen)


def left_open(user):
    """Return what the person's own authorities met or took back, and of the regions they run, the latest first."""
    run = [post.region_id for post in user.posts_now() if post.role in RUNNERS]
    mine = Q(authority__in=authorities_of(user, OWN_READERS)) | Q(region__in=run)
    rows = HelpEntry.objects.visible_to(user).filter(mine).exclude(status=Status.OPEN)
    return rows.select_related("authority", "theme").order_by("-status_at", "-pk")


def counts_for(user) -> list[tuple[str, int]]:
    """Return what was brought together in the regions that `user` runs and what came of it; nothing for others."""
    run = [post.region_id for post in user.posts_now() if post.role in RUNNERS]
    if not run:
        return []
    outcomes = Counter(Introduction.objects.visible_to(user).filter(region__in=run).values_list("outcome", flat=True))
    return [("Brought together", outcomes.total()), *((one.label, outcomes[one]) for one in Introduction.Outcome)]


def suggestions(entry, user) -> list[HelpEntry]:
    """Return open offers of other authorities on the theme of an ask; of any theme where it has none. One query."""
    rows = HelpEntry.objects.visible_to(user).filter(region=entry.region, kind=HelpEntry.Kind.OFFER, status=Status.OPEN)
    rows = rows.exclude(authority=entry.authority_id).select_related("authority", "theme")
    return list(rows.filter(theme=entry.theme_id) if entry.theme_id else rows)


def authorities_to_write_for(user):
    """Return the authorities for which `user` may ask or offer."""
    rows = LocalAuthority.objects.filter(pk__in=authorities_of(user, WRITERS))
    return rows.select_related("region").order_by("name")


def who_sees_board(user) -> Audience:
    """Return who reads the board of the person's regions."""
    names = " and ".join(sorted(region.name for region in user.regions_now()))
    said = "The region’s directors, the chief executives of its trusts, its chair and those who run its peer challenge"
    return Audience("Directors", f"{said} can see what is open here{f' ({names})' if names else ''}. Nobody else can.")


def who_sees_entry(entry) -> Audience:
    """Return who reads one ask or offer."""
    own = f"{entry.authority}’s own readers and those who run {entry.region}’s peer challenge"
    if entry.is_open:
        return Audience("Directors", f"{entry.region}’s directors can see this, and so can {own}.")
    return Audience("Authority", f"Only {own} can see this, and whoever they were brought together with.")


def who_sees_introduction(one) -> Audience:
    """Return who reads that two authorities were brought together and what came of it."""
    both = f"the own readers of {one.authority} and {one.helper}"
    return Audience("Authority", f"Only those who run {one.region}’s peer challenge and {both} can see this.")
