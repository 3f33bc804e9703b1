"""The Performance Summit: what the self-assessments of a cycle say together, area by area, as spreads, never as means.

    summit = summit_of(cycle, names=True)                        for those who run the cycle, with whose each number is
    summit = summit_of(cycle, names=False, before=moment)        for everybody else

It counts the latest version that each authority submitted. Without names nothing is in it that rests on fewer than
three authorities, nor from which such a number follows (`peerchallenge.disclosure`); and it is counted as at one
moment, because a number that changes when one authority submits would give away what that authority said.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from peerchallenge.disclosure import enough, shown
from peerchallenge.ladder import LADDER, confirmed_steps
from peerchallenge.models import Participation, Prompt, Remark, Statement, Step, Submission
from peerchallenge.shown import NOT_JUDGED
from peerchallenge.spreads import Spread, judgements, ladder_steps
from peerchallenge.words import all_statements

KIND = Statement.Kind


class Told(NamedTuple):
    """What one authority submitted last, with the ladder's `steps` that moderators sent, {id of a statement: step}."""

    submission: Submission
    name: str
    words: dict
    steps: dict[str, int]

    def section(self, code) -> dict | None:
        return next((section for section in self.words["sections"] if section["code"] == code), None)


class Named(NamedTuple):
    """How many authorities name a strength and an area for improvement on one question; None is withheld."""

    code: str
    text: str
    strengths: int | None
    areas: int | None
    asked: int

    @property
    def most(self) -> list[str]:
        """What more than half of those who were asked name."""
        pairs = ((self.strengths, "a strength"), (self.areas, "an area for improvement"))
        return [what for number, what in pairs if number is not None and 2 * number > self.asked]


class Area(NamedTuple):
    """One area of the framework, over all that was submitted; `asked` is how many authorities it was put to."""

    code: str
    title: str
    asked: int
    judged: Spread
    reached: Spread
    strengths: int | None
    areas: int | None
    named: list[Named]

    @property
    def heading(self) -> str:
        return f"{self.code}. {self.title}"

    @property
    def anchor(self) -> str:
        return f"area-{self.code.lower()}"

    @property
    def counted(self) -> str:
        """Strengths and areas for improvement in a sentence."""
        if self.strengths is None or self.areas is None:
            return "How many strengths and areas for improvement are named is not shown."
        return (
            f"{self.strengths} strength{_s(self.strengths)} and "
            f"{self.areas} area{_s(self.areas)} for improvement are named."
        )

    @property
    def most(self) -> list[str]:
        """What most authorities say, a sentence for each question on which they do."""
        return [f"{one.code}: most name {' and '.join(one.most)}. {one.text}" for one in self.named if one.most]


@dataclass
class Summit:
    """The summit of a cycle: over what it is counted, and each area."""

    cycle: Any
    told: list[Told]
    areas: list[Area]
    names: bool
    before: datetime | None = None

    @property
    def is_enough(self) -> bool:
        """Whether anything may be shown of it beyond those who run the cycle."""
        return enough(len(self.told))


def _s(number):
    return "" if number == 1 else "s"


def summit_step(cycle) -> Step | None:
    """Return the cycle's Performance Summit, or None where it takes none."""
    return cycle.steps.filter(kind=Step.Kind.PERFORMANCE_SUMMIT, is_on=True).first()


def first_day(step) -> date | None:
    """Return the day from which the summit is shown to those to whom the cycle shows it; None while none is set."""
    return step and (step.opens_on or step.due_on)


def as_at(step) -> datetime | None:
    """Return the moment as at which the summit is counted for them: the beginning of the first day on which they were
    shown it, wherever that day was moved since; or that at which they were shown its year, if that came first."""
    if step and (moment := step.cycle.counted_at or step.counted_at):
        return moment
    day = first_day(step)
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def is_shown_to_others(step) -> bool:
    """Whether those who don't run the cycle see the figures of `step`, a summit, without names, today."""
    others = step.is_on and step.seen_by in (Step.Audience.DIRECTORS, Step.Audience.REGION)
    day = first_day(step) if step.kind == Step.Kind.PERFORMANCE_SUMMIT and others else None
    return day is not None and day <= timezone.localdate()


def taking_part(cycle) -> list:
    """Return the cycle's participations with their authorities, by name; one query, the first time for a `cycle`."""
    shown_once = Prefetch("participations", Participation.objects.select_related("authority"))
    prefetch_related_objects([cycle], shown_once)
    return list(cycle.participations.all())


def summit_of(cycle, *, names: bool, before: datetime | None = None) -> Summit:
    """Return the summit of `cycle`, counted over what was submitted and moderated `before` a moment (None: by now).

    Whether it may be read, and whether with names, was asked before. Four queries, however much was submitted.
    """
    told = told_of(cycle, before=before)
    if not told:
        return Summit(cycle, told, [], names, before)
    labels = [*(point["label"] for point in told[0].words["scale"]), NOT_JUDGED]
    areas = cycle.framework_version.areas.prefetch_related(Prefetch("prompts", Prompt.objects.all()))
    return Summit(cycle, told, [_area(one, told, labels, names) for one in areas], names, before)


def submitted_last(cycle, *, before: datetime | None = None, of=None) -> QuerySet[Submission]:
    """Return what each authority submitted last in `cycle`, by name, or what it submitted `of` one assessment.

    Who may read it was asked before.
    """
    found = Submission.objects.filter(**({"assessment": of} if of else {"assessment__cycle": cycle}))
    found = found.filter(submitted_at__lt=before) if before else found
    newer = found.filter(assessment=OuterRef("assessment"), number__gt=OuterRef("number"))
    latest = found.filter(~Exists(newer)).select_related("assessment", "authority", "region").defer("gaps", "signed")
    return latest.order_by("authority__name", "pk")


def told_of(cycle, *, before: datetime | None = None, of=None) -> list[Told]:
    """Return `submitted_last`, with the ladder's steps that moderators sent. Two queries."""
    remarks = Remark.objects.filter(sent_at__isnull=False, proposed_step__isnull=False, statement__isnull=False)
    remarks = remarks.filter(sent_at__lt=before) if before else remarks
    latest = list(submitted_last(cycle, before=before, of=of))
    by_submission = {}
    for one in remarks.filter(moderator__submission__in=latest).select_related("moderator"):
        by_submission.setdefault(one.moderator.submission_id, []).append(one)
    return [Told(one, one.authority.name, one.words, confirmed_steps(by_submission.get(one.pk, ()))) for one in latest]


def claims_in(section) -> list[tuple[str, dict]]:
    """Return (code of the question or "", statement) of each statement of a section that claims something."""
    found = all_statements({"sections": [section]})
    return [(prompt["code"] if prompt else "", one) for _, prompt, one in found if one["claim"].strip()]


def _area(area, told, labels, names):
    sections = [(one, section) for one in told if (section := one.section(area.code))]
    claims = [(one.name, code, said, one.steps.get(said["id"], said["step"])) for one, section in sections
              for code, said in claims_in(section)]  # fmt: skip
    numbers_of = _sizes if names else shown
    total_of = _sum_of if names else shown_total
    graded = _by_grade(sections, labels)
    stepped = by_step((name, step) for name, _, _, step in claims)
    kinds = [
        Counter(name for name, _, said, _ in claims if said["kind"] == kind) for kind in (KIND.STRENGTH, KIND.AREA)
    ]
    strengths, areas = numbers_of(kinds)
    whose = [sorted(cell) for cell in graded] if names else None
    return Area(
        area.code, area.title, len(sections),
        judgements(labels, numbers_of(graded), whose, asked=len(sections)),
        ladder_steps(numbers_of(stepped), total=total_of(stepped)), strengths, areas,
        [_named(prompt, sections, claims, names) for prompt in area.prompts.all()],
    )  # fmt: skip


def by_step(reached) -> list[Counter]:
    """Return for each step of the ladder how many statements of whom stand there; `reached` are (name, step)."""
    reached = list(reached)
    return [Counter(name for name, step in reached if step == one.number) for one in LADDER]


def _sum_of(cells):
    return sum(_sizes(cells))


def shown_total(cells) -> int | None:
    """Return all of it together; None where it may not be shown."""
    together = sum(cells, Counter())
    return together.total() if not together or enough(together) else None


def _by_grade(sections, labels):
    cells = [[] for _ in labels]
    for one, section in sections:
        grade = section["grade"]
        label = NOT_JUDGED if grade is None else one.words["scale"][grade]["label"]
        cells[labels.index(label) if label in labels else -1].append(one.name)
    return cells


def _named(prompt, sections, claims, names):
    """What is named on one question. Who doesn't name it is as much a cell as who does: each follows from the other."""
    asked = {one.name for one, section in sections if any(it["code"] == prompt.code for it in section["prompts"])}
    found = []
    for kind in (KIND.STRENGTH, KIND.AREA):
        who = {name for name, code, said, _ in claims if code == prompt.code and said["kind"] == kind}
        found.append((_sizes if names else shown)([sorted(who), sorted(asked - who)])[0])
    return Named(prompt.code, prompt.text, *found, len(asked))


def _sizes(cells):
    return [sum(Counter(cell).values()) for cell in cells]
