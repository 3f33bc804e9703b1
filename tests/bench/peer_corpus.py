"""A portal with years of peer challenge: `python -m tests.bench.peer_corpus full`, in a DATA_DIR of its own.

Everybody in it is invented, and so are its regions. Prints, as JSON, the addresses to measure with who asks for each
(a cookie) and the number of queries that each takes, and how long the long transactions last.
"""

import json
import logging
import sys
from datetime import date, timedelta
from typing import NamedTuple

import django


class Shape(NamedTuple):
    """How much there is: of each cycle `areas` of `prompts` each, three statements on each, five pieces of evidence; of
    each region `reviews` over its years, with so many `notes` and `findings` each."""

    regions: int
    authorities: int
    years: int
    areas: int
    prompts: int
    reviews: int
    notes: int
    findings: int


SHAPES = {"small": Shape(1, 3, 1, 8, 2, 3, 190, 12), "full": Shape(9, 14, 12, 10, 4, 80, 190, 12)}
AT_AUTHORITY = (
    "dcs", "self-assessment-lead", "council-chief-executive", "lead-member", "moderator", "contributor",
)  # fmt: skip
LAST_YEAR_OF_ALL = 2026
POSTS_FROM = date(2014, 4, 1)
SUMMIT_WAS, DUE_IN = timedelta(days=3), timedelta(days=10)


def build(shape):
    """Make the tables and fill them with `shape`."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    fill(shape)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def fill(shape):
    """Fill an empty database with `shape`; the last cycle of each region is open, the first authority's
    self-assessment in it was submitted, opened again, and waits for its director to sign."""
    from django.db import transaction

    from tests.bench.peer_regions import copy_regions
    from tests.bench.peer_rows import Writer
    from tests.bench.review_rows import ReviewWriter
    from tests.bench.review_themes import ThemeWriter
    from tests.bench.words import Prose

    with transaction.atomic():
        region, authorities, people = _people(shape.authorities)
        writer, cycles = Writer(Prose(), people), []
        for cycle, is_last in _cycles(region, authorities, people, shape):
            writer.write(cycle, authorities, is_last=is_last)
            cycles.append(cycle)
        reviews = ReviewWriter(writer, authorities, shape)
        themes = ThemeWriter(reviews)
        reviews.write(cycles)
        themes.write(cycles)
        copy_regions(shape.regions - 1)
        themes.priority(cycles[-1])


def _people(count):
    """Return the first region, its authorities, and {(role, authority or None for the region): person}."""
    from django.utils import timezone

    from portal.accounts.models import Post, User
    from portal.accounts.roles import Role
    from portal.regions.models import LocalAuthority
    from tests import make

    region = make.region("Region 0", is_invented=True)
    authorities = LocalAuthority.objects.bulk_create(
        LocalAuthority(name=f"Place {place + 1:02}", region=region, code=f"0{place:02}",
                       type=LocalAuthority.Type.UNITARY)
        for place in range(count)
    )  # fmt: skip
    offices = [(role, place) for place in authorities for role in AT_AUTHORITY] + [("programme-manager", None)]
    users = User.objects.bulk_create(
        User(email=f"{role}-{place.code if place else 0}@example.org", name=f"{role} of {place or region}",
             password="!", last_login=timezone.now())
        for role, place in offices
    )  # fmt: skip
    people = dict(zip(offices, users, strict=True))
    Post.objects.bulk_create(
        Post(person=person, role=Role(role), from_on=POSTS_FROM, **({"authority": at} if at else {"region": region}))
        for (role, at), person in people.items()
    )
    return region, authorities, people


def _cycles(region, authorities, people, shape):
    """Make the region's cycles, the oldest first, each with a version of its framework that was copied from the last;
    yield (cycle, whether it is the last) of each, and close all but that one once they are written."""
    from django.utils import timezone

    from peerchallenge.actions.closing import close_cycle
    from tests.peerchallenge import shapes

    manager, before = people["programme-manager", None], None
    for number in range(shape.years):
        year = LAST_YEAR_OF_ALL - shape.years + 1 + number
        version = shapes.framework(region, label=str(year), areas=shape.areas, prompts=shape.prompts, name="Framework")
        _copied(version, before)
        is_last = number == shape.years - 1
        cycle = shapes.cycle(
            region, f"{year}-{(year + 1) % 100:02}", version=version, by=manager,
            signers=["dcs", "council-chief-executive", "lead-member"],
        )  # fmt: skip
        for place, one in enumerate(authorities):
            cycle.participations.create(authority=one, triad=place // 3 + 1)
        today = timezone.localdate()
        cycle.steps.filter(kind="self-assessment").update(due_on=today + DUE_IN)
        cycle.steps.filter(kind="performance-summit").update(opens_on=today - SUMMIT_WAS, seen_by="directors")
        before = version
        yield cycle, is_last
        if not is_last:
            close_cycle(cycle, by=manager, version=cycle.version)


def _copied(version, before):
    """Let the areas and prompts of `version` have come from those of the version `before` with the same codes."""
    if before is None:
        return
    earlier = {area.code: area for area in before.areas.prefetch_related("prompts")}
    for area in version.areas.prefetch_related("prompts"):
        asked = {prompt.code: prompt for prompt in earlier[area.code].prompts.all()}
        type(area).objects.filter(pk=area.pk).update(came_from=earlier[area.code])
        for prompt in area.prompts.all():
            type(prompt).objects.filter(pk=prompt.pk).update(came_from=asked[prompt.code])


if __name__ == "__main__":
    django.setup()
    logging.disable(logging.CRITICAL)
    build(SHAPES[sys.argv[1]])
    from tests.bench.peer_pages import found

    sys.stdout.write(json.dumps(found()))
