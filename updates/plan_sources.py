"""Sections of updates of which a plan can be made: a region's priorities often stand in one."""

from priorities.sources import Source
from updates.models import Edition, Section

NEWEST = 24


def may_become_plans(user):
    """The editions of the regions that `user` manages that are public or may become so, newest first."""
    mine = Edition.objects.visible_to(user).filter(region__slug__in=user.managed_region_slugs())
    return (mine.working() | mine.not_over()).order_by("-period_to", "-update", "-pk")


def sections(user, key=""):
    """The sections with words of the newest 24 of those editions. Two queries.

    With a key one section, or with the key of an edition (which has no anchor) all of its sections; one query.
    """
    found = Section.objects.filter(edition__in=may_become_plans(user)).exclude(body="")
    if key:
        edition, _, anchor = key.partition("-")
        is_number = edition.isascii() and edition.isdigit() and len(edition) < 10
        found = found.filter(edition=int(edition) if is_number else 0, **({"anchor": anchor} if anchor else {}))
    else:
        newest = list(may_become_plans(user).values_list("pk", flat=True)[:NEWEST])
        found = found.filter(edition__in=newest).defer("body")
    order = ("-edition__period_to", "-edition__update", "-edition", "position", "pk")
    for section in found.select_related("edition__update__region").order_by(*order):
        yield Source(
            key=key_of(section.edition_id, section.anchor),
            within=f"{section.edition.update}{'' if section.edition.is_live else ', not yet public'}",
            title=section.heading or "A section without a heading",
            region=section.edition.update.region.slug,
            html=section.body if key else "",
        )


def key_of(edition_id, anchor):
    return f"{edition_id}-{anchor}"
