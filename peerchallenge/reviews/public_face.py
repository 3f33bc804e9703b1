"""What everybody reads of a region's peer challenge: how this year goes, its themes, what hosts let out of reviews.

Whoever changes any of it calls `public_changed(region)` in the same transaction.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.cycle_reading import shown_steps
from peerchallenge.models import Cycle, Step
from peerchallenge.reviews.models import Finding, NextStep, PublicSummary, RegionalStep, RegionalTheme, Review, Wording
from peerchallenge.reviews.proposing import carried_on
from portal.regions.models import Region
from portal.search.index import Record, replace
from portal.ui import dates
from portal.ui.pagecache import public_content_changed

KIND = "peer-challenge"


class ShownYear(NamedTuple):
    """A cycle that its region shows to everybody: its name, and the steps that its members are shown."""

    name: str
    is_open: bool
    steps: list[dict]


@dataclass
class ShownFinding:
    """A finding as everybody reads it: as it was sent last, with the host's reply once that was sent."""

    kind: str
    label: str
    headline: str
    heard: str
    reply: str = ""
    reply_words: str = ""
    steps: list = field(default_factory=list)


@dataclass
class ShownReview:
    """What a host lets everybody read of a review: its own summary, findings, or both."""

    review: Review
    summary: PublicSummary | None = None
    findings: list[ShownFinding] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"review-{self.review.public_id}"

    @property
    def when(self) -> str:
        return dates.days(self.review.begins_on, self.review.ends_on) if self.review.begins_on else ""

    @property
    def strengths(self):
        return [one for one in self.findings if one.kind == Finding.Kind.STRENGTH]

    @property
    def areas(self):
        return [one for one in self.findings if one.kind == Finding.Kind.AREA]


class Face(NamedTuple):
    """All that is public of a region's peer challenge."""

    years: list[ShownYear]
    themes: list[RegionalTheme]
    reviews: list[ShownReview]

    def __bool__(self):
        return bool(self.years or self.themes or self.reviews)


def address_of(region) -> str:
    return reverse("region_peer_challenge", args=[region.slug])


def address_of_theme(theme, region) -> str:
    """Return where everybody reads a theme of `region` that was released."""
    return f"{address_of(region)}#theme-{theme.public_id}"


def face_of(region) -> Face:
    """Return what is public of the peer challenge of `region`; eight queries at most, however much it is. Each theme
    has `carried`: (name, address) of what was made of it."""
    themes = themes_of(region)
    carried = carried_on(themes)
    for theme in themes:
        theme.carried = carried.get(theme.pk, [])
    return Face(_years(region), themes, reviews_of(region))


def has_face(region) -> bool:
    """Whether anything is public of the region's peer challenge; one query."""
    cycles = Cycle.objects.filter(is_shown_publicly=True, status__in=[Cycle.Status.OPEN, Cycle.Status.CLOSED])
    return _any_of(region, cycles, RegionalTheme.objects.public().standing(), *_let_out())


def _let_out():
    """What hosts let everybody read, as querysets."""
    return PublicSummary.objects.public(), Finding.objects.public().standing()


def _any_of(region, *kinds, **about):
    there = [Exists(rows.filter(region=OuterRef("pk"), **about)) for rows in kinds]
    return Region.objects.filter(reduce(or_, there), pk=region.pk).exists()


def _years(region):
    """The cycles that the region shows: those that are open, or else the last that was."""
    shown = Q(is_on=True, seen_by=Step.Audience.REGION)
    cycles = Cycle.objects.filter(region=region, is_shown_publicly=True, status__in=["open", "closed"])
    cycles = cycles.select_related("region").prefetch_related(
        Prefetch("steps", Step.objects.filter(shown), to_attr="public_steps")
    )
    found = list(cycles.order_by("-year", "-pk"))
    found = [cycle for cycle in found if cycle.is_open] or found[:1]
    return [ShownYear(_title(cycle), cycle.is_open, shown_steps(cycle.public_steps)) for cycle in found]


def _title(cycle):
    return cycle.title if cycle.year in cycle.title else f"{cycle.title}, {cycle.year}"


def themes_of(region) -> list[RegionalTheme]:
    """Return the themes that the region released, the latest year's first, each with its `standing_steps`."""
    steps = Prefetch("steps", RegionalStep.objects.filter(is_removed=False), to_attr="standing_steps")
    rows = RegionalTheme.objects.public().standing().filter(region=region).select_related("cycle")
    return list(rows.prefetch_related(steps).order_by("-cycle__year", "position", "pk"))


def reviews_of(region, *, authority=None) -> list[ShownReview]:
    """Return what hosts of `region`, or one of them, let everybody read of reviews, the latest first. Of an authority
    that lets nothing out one query."""
    if authority and not _any_of(region, *_let_out(), authority=authority):
        return []
    about = {"authority": authority} if authority else {"region": region}
    found = {}
    for one in PublicSummary.objects.public().filter(**about).select_related("review__authority", "review__kind"):
        found[one.review_id] = ShownReview(one.review, summary=one)
    for one in _findings(about):
        shown = found.setdefault(one.review_id, ShownReview(one.review))
        shown.findings.append(_finding(one))
    return sorted(found.values(), key=lambda shown: (shown.review.begins_on or timezone.localdate(), shown.review.pk),
                  reverse=True)  # fmt: skip


def _findings(about):
    steps = NextStep.objects.public().standing().order_by("position", "pk")
    rows = (
        Finding.objects.public().standing().filter(**about).select_related("review__authority", "review__kind", "reply")
    )
    return rows.order_by("review", "position", "pk").prefetch_related(
        Prefetch("next_steps", steps, to_attr="public_steps"),
        Prefetch("wordings", Wording.objects.order_by("made_at", "pk"), to_attr="sent_wordings"),
    )


def _finding(one):
    words = one.sent_wordings[-1] if one.sent_wordings else one
    label = Finding.Kind(words.kind).label
    made = ShownFinding(words.kind, label, words.headline, words.heard, steps=[step.text for step in one.public_steps])
    reply = getattr(one, "reply", None) if one.review.replied_at else None
    if reply:
        made.reply, made.reply_words = reply.get_says_display(), reply.words
    return made


def public_changed(region) -> None:
    """Let search and kept pages follow what is public of the region's peer challenge; last in the transaction."""
    replace(KIND, region.pk, records_of(region))
    public_content_changed()


def records_of(region) -> list[Record]:
    """Return what search knows of it: the page itself, each theme, each review."""
    face = face_of(region)
    if not face:
        return []
    now, url = timezone.now(), address_of(region)
    title = f"Peer challenge in {region}"
    known = {"title": title, "region": region.slug, "live_from": now, "more": f"{region} peer challenge sector-led"}
    found = [Record(url=url, heading="", text="How it works, where this year stands and what was learned.",
                    dated_on=timezone.localdate(now), **known)]  # fmt: skip
    for theme in face.themes:
        text = "\n".join([theme.summary, *(step.text for step in theme.standing_steps)])
        found.append(Record(url=address_of_theme(theme, region), heading=theme.title, text=text,
                            dated_on=timezone.localdate(theme.released_at), **known))  # fmt: skip
    return found + [_record_of(shown, url, known) for shown in face.reviews]


def _record_of(shown, url, known) -> Record:
    text = [shown.summary.text if shown.summary else ""]
    for one in shown.findings:
        text += [one.headline, one.heard, one.reply_words, *one.steps]
    day = shown.review.ends_on or timezone.localdate(shown.review.made_at)
    return Record(url=f"{url}#{shown.anchor}", heading=str(shown.review), text="\n".join(filter(None, text)),
                  dated_on=day, **known)  # fmt: skip


def last_changed(region):
    """Return when the newest public summary or theme of a region came out; None without one."""
    themes = RegionalTheme.objects.public().filter(region=region).values_list("released_at", flat=True)
    summaries = PublicSummary.objects.public().filter(region=region).values_list("published_at", flat=True)
    return max([*themes, *summaries], default=None)
