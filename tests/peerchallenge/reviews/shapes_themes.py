"""Themes for tests: final findings of several authorities, and a theme that rests on them."""

from django.utils import timezone

from peerchallenge.reviews.models import RegionalStep, RegionalTheme, ReviewKind, Stage, Theme, ThemeFinding
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.summit import places


def found(cycle, authority, headline, *, by, theme=None, kind="area", at=Stage.FINAL_LETTER):
    """A final finding of a review of `authority` in the cycle."""
    chosen = ReviewKind.objects.first() or shapes.kind()
    review = shapes.review(authority, by=by, at=at, kind_of=chosen, cycle=cycle)
    return shapes.finding(review, headline, kind=kind, by=by, theme=theme)


def shared(region, *, by, count=3, name="Early help"):
    """A cycle in which `count` authorities were told the same, each in its own words; with the findings."""
    cycle = cycles.cycle(region, "2026-27", by=by)
    about, _ = Theme.objects.get_or_create(region=None, name=name)
    return cycle, [
        found(cycle, place, f"Plans of {place} drift.", by=by, theme=about) for place in places(cycle, count)
    ]


def theme(cycle, findings, *, by, title="Plans drift", steps=("Audit plans together.",), put=False, status="longlist",
          **fields):  # fmt: skip
    """A theme that rests on `findings`, straight in `status`; `put`: the directors read it."""
    there = {"put_at": timezone.now(), "put_by": by} if put or status in ("chosen", "not-chosen") else {}
    if status in ("chosen", "not-chosen"):
        there |= {"decided_on": timezone.localdate(), "decided_because": "Most suited to joint action."}
    made = RegionalTheme.objects.create(cycle=cycle, title=title, status=status, made_by=by, **there | fields)
    for one in findings:
        ThemeFinding.objects.create(theme=made, finding=one, made_by=by)
    for place, text in enumerate(steps):
        RegionalStep.objects.create(theme=made, position=place, text=text)
    return made
