"""What a region makes of its reviews: promises of coverage, themes with what they rest on, help, a priority."""

from datetime import date

from django.utils import timezone

from peerchallenge.models import SelfAssessment
from peerchallenge.reviews.models import (
    CoveragePromise,
    Finding,
    HelpEntry,
    Introduction,
    RegionalStep,
    RegionalTheme,
    Stage,
    ThemeArea,
    ThemeFinding,
)
from priorities.actions.originating import add_out_of
from tests import make
from tests.bench.review_findings import copied

STANDING = ("chosen", "chosen", "not-chosen", "longlist")
FINAL = (Stage.FINAL_LETTER, Stage.ACTIONS_LIVE, Stage.CLOSED)


class ThemeWriter:
    """Writes it for one region; `of` is its ReviewWriter."""

    def __init__(self, of):
        self.of, self.prose, self.manager, self.now = of, of.prose, of.manager, timezone.now()

    def write(self, cycles):
        for cycle in cycles:
            for place, status in enumerate(STANDING):
                self._rests_on(self._theme(cycle, place, status), cycle)
            self._help(cycle)
        self._promises(cycles[-1])

    def _theme(self, cycle, place, status):
        done = {"put_at": self.now, "put_by": self.manager, "rested_on": 4} if status != "longlist" else {}
        if status in ("chosen", "not-chosen"):
            done |= {"decided_on": date(2026, 3, 1), "decided_because": self.prose.sentence()}
        if status == "chosen":
            done |= {"released_at": self.now, "released_by": self.manager}
        made = RegionalTheme.objects.create(
            cycle=cycle, region=cycle.region, position=place, title=self.prose.item(), status=status,
            summary=self.prose.paragraph(80), about=self.of.themes[place], made_by=self.manager, **done,
        )  # fmt: skip
        RegionalStep.objects.bulk_create(
            RegionalStep(theme=made, position=number, text=self.prose.sentence()) for number in range(3)
        )
        return made

    def _rests_on(self, theme, cycle):
        """Five findings and, of each authority, an area of its self-assessment."""
        found = Finding.objects.filter(review__cycle=cycle, kind="area", review__status__in=FINAL)[:5]
        ThemeFinding.objects.bulk_create(
            ThemeFinding(theme=theme, finding=one, review_id=one.review_id, made_by=self.manager, **copied(one))
            for one in found
        )
        ThemeArea.objects.bulk_create(
            ThemeArea(theme=theme, assessment=one, area_code="A", made_by=self.manager, **copied(one))
            for one in SelfAssessment.objects.filter(cycle=cycle).order_by("pk")[:5]
        )

    def _help(self, cycle):
        """Each authority asks and offers in each year; only this year's is open, all earlier was brought together."""
        status, places = ("open" if cycle.is_open else "met"), self.of.authorities
        entries = HelpEntry.objects.bulk_create(
            HelpEntry(kind=kind, text=self.prose.sentence(), theme=self.prose.random.choice(self.of.themes),
                      region=cycle.region, authority=one, status=status, made_by=self.manager)
            for one in places
            for kind in ("ask", "offer")
        )  # fmt: skip
        Introduction.objects.bulk_create(
            Introduction(entry=one, helper=places[place // 2 - 1], on=date(2020, 1, 6), ask_on=date(2020, 4, 6),
                         outcome="helped", said_at=self.now, said_by=self.manager, **copied(one))
            for place, one in enumerate(entries)
            if status == "met"
        )  # fmt: skip

    def _promises(self, cycle):
        CoveragePromise.objects.bulk_create(
            CoveragePromise(region=cycle.region, kind=kind, round=number, words=self.prose.sentence(),
                            starts_on=date(2026 - number, 1, 1), ends_on=date(2027, 3, 31))
            for number, kind in enumerate(self.of.kinds, 1)
        )  # fmt: skip

    def priority(self, cycle):
        """Let the first theme of `cycle` become a priority, with an action; of the first region alone."""
        theme = RegionalTheme.objects.filter(cycle=cycle, status="chosen").order_by("position").first()
        plan = make.plan(cycle.region, by=self.manager, priorities=("Workforce",))
        make.action(add_out_of(theme, plan, by=self.manager, title="Better plans"), "Audit each quarter")
