"""What a region's themes are made of: findings and areas of self-assessments, grouped, and on whom a theme rests.

Whoever runs the region's peer challenge reads it with names. Everybody else reads a theme without what it rests on; how
many authorities that are is counted once, when it is put to the directors, so that no change gives one away.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from peerchallenge.disclosure import enough, shown
from peerchallenge.models import Statement
from peerchallenge.reviews.models import (
    LINE,
    Finding,
    RegionalStep,
    RegionalTheme,
    Stage,
    Theme,
    ThemeArea,
    ThemeFinding,
)
from peerchallenge.summit import submitted_last, taking_part
from portal.ui.posted import address_if_there

FINAL = LINE[LINE.index(Stage.FINAL_LETTER) :]
NO_THEME = "Without a theme"


class Source(NamedTuple):
    """One thing that a theme may rest on; `key` is its value in the form, `record` a Finding or a SelfAssessment."""

    key: str
    authority: Any
    kind: str
    said: str
    url: str
    record: Any
    area_code: str = ""


@dataclass
class Group:
    """Sources that are about the same; `about` is the id of a Theme, or "area-" and a code."""

    title: str
    about: str
    sources: list[Source] = field(default_factory=list)

    @property
    def authorities(self) -> int:
        return len({one.authority.pk for one in self.sources})


def year_of(cycle) -> tuple[date, date]:
    """Return the days between which a review without a cycle counts to this one: 2026, or April to March in 2026-27."""
    first = int(cycle.year[:4])
    if len(cycle.year) > 4:
        return date(first, 4, 1), date(first + 1, 3, 31)
    return date(first, 1, 1), date(first, 12, 31)


def findings_of(cycle, user):
    """Return the final findings of a cycle's reviews, and of the region's in its year, as far as `user` reads them."""
    theirs = Q(review__cycle=cycle) | Q(review__cycle=None, review__begins_on__range=year_of(cycle))
    rows = Finding.objects.visible_to(user).standing().filter(theirs, region=cycle.region, review__status__in=FINAL)
    related = rows.select_related("review__authority", "review__region", "authority", "theme")
    return related.order_by("theme__position", "theme__name", "authority__name", "kind", "position", "pk")


def groups_of(cycle, user, submissions=None) -> list[Group]:
    """Return everything that a theme of `cycle` may rest on, by theme and then by area; what most share first.

    Only for those who run the region's peer challenge. Two queries; `submissions` as of summit.submitted_last.
    """
    by_theme, by_area = {}, {}
    for one in findings_of(cycle, user):
        key = str(one.theme_id or "none")
        by_theme.setdefault(key, Group(str(one.theme or NO_THEME), key)).sources.append(of_finding(one))
    for one in submitted_last(cycle) if submissions is None else submissions:
        for section in one.words["sections"]:
            if source := of_section(one, section):
                heading = f"{section['code']}. {section['title']}"
                key = f"area-{section['code']}"
                by_area.setdefault(key, Group(heading, key)).sources.append(source)
    return [*_most_first(by_theme.values()), *_most_first(by_area.values())]


def _most_first(groups):
    return sorted(groups, key=lambda group: (group.about == "none", -group.authorities, group.title))


def of_finding(one) -> Source:
    url = address_if_there("finding", one.public_id)
    return Source(f"finding-{one.public_id}", one.authority, one.get_kind_display(), one.headline, url, one)


def of_section(submission, section) -> Source | None:
    """Return an area of what was submitted that was judged in the lower half of the scale, or in which an area for
    improvement is named; None for any other."""
    scale, grade = submission.words["scale"], section["grade"]
    is_low = grade is not None and 2 * grade >= len(scale)
    held = [*section["statements"], *(one for prompt in section["prompts"] for one in prompt["statements"])]
    named = [one["claim"].strip() for one in held if one["kind"] == Statement.Kind.AREA and one["claim"].strip()]
    if not is_low and not named:
        return None
    judged = f"Judged {scale[grade]['label']}." if grade is not None else "Not judged."
    made = submission.assessment
    url = address_if_there("submitted", submission.public_id)
    said = " ".join([judged, *named])
    return Source(f"area-{made.public_id}-{section['code']}", submission.authority, "Self-assessment", said, url, made,
                  section["code"])  # fmt: skip


def sources_of(theme, user, submissions) -> list[Source]:
    """Return what a theme rests on, by authority; of areas as `submissions` say it, or by their codes alone.

    Nothing for those who don't run the region's peer challenge. Two queries.
    """
    findings = ThemeFinding.objects.visible_to(user).filter(theme=theme, finding__is_removed=False)
    found = [of_finding(row.finding) for row in findings.select_related("finding__authority")]
    found += areas_of(theme, user, submissions)
    return sorted(found, key=lambda one: (one.authority.name, one.kind, one.said))


def areas_of(theme, user, submissions=()) -> list[Source]:
    """Return the areas of self-assessments on which a theme rests, as `sources_of`; one query."""
    latest = {one.assessment_id: one for one in submissions}
    rows = ThemeArea.objects.visible_to(user).filter(theme=theme).select_related("assessment", "authority")
    return [_area_of(row, latest.get(row.assessment_id)) for row in rows]


def _area_of(row, submission):
    sections = submission.words["sections"] if submission else ()
    section = next((one for one in sections if one["code"] == row.area_code), None)
    said = of_section(submission, section) if section else None
    key = f"area-{row.assessment.public_id}-{row.area_code}"
    alone = (key, row.authority, "Self-assessment", f"Area {row.area_code}", "", row.assessment, row.area_code)
    return said or Source(*alone)


def rests_on(theme) -> set[int]:
    """Return the ids of the authorities on which a theme rests now; two queries."""
    findings = theme.findings.filter(finding__is_removed=False, finding__review__status__in=FINAL)
    found = set(findings.values_list("authority", flat=True))
    return found | set(theme.areas.values_list("authority", flat=True))


def shown_number(theme, authorities: Iterable[int]) -> int | None:
    """Return how many authorities directors are told that a theme rests on; None where the rest would give one away."""
    who = set(authorities)
    others = {one.authority_id for one in taking_part(theme.cycle)} - who
    return shown([sorted(who), sorted(others)])[0] if enough(who) else None


def number_in_words(theme) -> str:
    """Return the sentence about on how many authorities a theme that was put rests."""
    if theme.rested_on:
        return f"It rests on what {theme.rested_on} authorities said or were told, when it was put to the directors."
    return "It rests on what at least three authorities said or were told."


def names_in(theme, steps) -> list[str]:
    """Return the names of authorities of the region that stand in the words of a theme; one query."""
    words = " ".join([theme.title, theme.summary, *(step.text for step in steps)]).casefold()
    return [place.name for place in theme.region.authorities.order_by("name") if place.name.casefold() in words]


def longlist(cycle, user) -> list[RegionalTheme]:
    """Return the themes of a cycle that `user` reads, in their order, each with its `standing_steps`; two queries."""
    rows = RegionalTheme.objects.visible_to(user).filter(cycle=cycle).select_related("region", "cycle", "about")
    found = list(rows.order_by("position", "pk"))
    return with_steps(found)


def with_steps(themes) -> list[RegionalTheme]:
    """Return `themes`, each with its `standing_steps`; one query."""
    steps = Prefetch("steps", RegionalStep.objects.filter(is_removed=False), to_attr="standing_steps")
    prefetch_related_objects(themes, steps)
    return themes


def themes_for(region):
    """The themes of which a finding, or a region's theme, may be: the portal's own and the region's."""
    return Theme.objects.filter(Q(region=None) | Q(region=region), is_retired=False)


def address_of(cycle) -> str:
    return reverse("themes", args=[cycle.public_id])
