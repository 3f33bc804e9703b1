"""The courses of a year that come with the portal, as data: what a new cycle begins with."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from peerchallenge.models import Step

SHIPPED = Path(__file__).parent / "shipped" / "cycles.toml"
Audience, Kind = Step.Audience, Step.Kind
# Who sees a step and who edits in it, where nobody said otherwise: (seen, edited).
USUAL = {
    Kind.SELF_ASSESSMENT: (Audience.REGION, Audience.AUTHORITY),
    Kind.MODERATION: (Audience.REGION, Audience.MODERATORS),
    Kind.PERFORMANCE_SUMMIT: (Audience.DIRECTORS, Audience.MANAGERS),
    Kind.SYNTHESIS: (Audience.RUNNERS, Audience.RUNNERS),
}


class Course(NamedTuple):
    slug: str
    name: str
    about: str
    signers: list[str]
    shared_with: str
    step: list[dict]

    def steps(self, first_year: int) -> list[dict]:
        """Return the fields of every Step of a cycle that begins in `first_year`, in their order."""
        named = {one["kind"] for one in self.step}
        rows = [self._named(one, first_year) for one in self.step]
        rows += [{"kind": kind, "name": kind.label, "is_on": False} for kind in Kind if kind not in named]
        usual = (Audience.REGION, Audience.MANAGERS)
        audiences = [dict(zip(("seen_by", "edited_by"), USUAL.get(row["kind"], usual), strict=True)) for row in rows]
        return [{"position": place, **row, **audiences[place]} for place, row in enumerate(rows)]

    @staticmethod
    def _named(one, first_year):
        days = {"opens_on": _day(first_year, one["opens"]), "due_on": _day(first_year, one["due"])}
        return {"kind": Kind(one["kind"]), "name": one["name"], "is_on": True} | days


@cache
def courses() -> dict[str, Course]:
    """Return {slug: Course} of those that come with the portal."""
    read = tomllib.loads(SHIPPED.read_text())["course"]
    return {one["slug"]: Course(**one) for one in read}


def _day(first_year, said):
    day = date(first_year + said[0], *said[1:])
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
