"""The period of a plan: a year or a run of years, as regions name them ("2015-16")."""

import re
from dataclasses import dataclass
from datetime import date

EARLIEST, LATEST = 2000, 2099
LONGEST = 10  # years
_SLUG = re.compile(r"(\d{4})(?:-(\d{2}|\d{4}))?")


@dataclass(frozen=True)
class PlanPeriod:
    """From 1 April of the first year until 31 March of the last; a single year is the calendar's own.

    The source documents name their plans by council years ("2015-16").
    """

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> "PlanPeriod":
        """Return the period that "2015-16", "2015/16", "2015-2018" or "2015" names; raise ValueError, in words."""
        match = _SLUG.fullmatch(re.sub(r"\s*[/–—]\s*", "-", text.strip()))
        if not match:
            raise ValueError("Write the period like this: 2015-16.")
        first, end = int(match[1]), match[2] or match[1]
        last = int(end) if len(end) == 4 else first - first % 100 + int(end)
        if len(end) == 2 and last < first:
            last += 100
        if not EARLIEST <= first <= last <= LATEST:
            raise ValueError(f"Write years from {EARLIEST} to {LATEST}, the first one first.")
        if last - first > LONGEST:
            raise ValueError(f"A plan runs for at most {LONGEST} years.")
        return cls(first, last)

    @property
    def starts_on(self) -> date:
        return date(self.first, 1, 1) if self.first == self.last else date(self.first, 4, 1)

    @property
    def ends_on(self) -> date:
        return date(self.last, 12, 31) if self.first == self.last else date(self.last, 3, 31)

    @property
    def next(self) -> "PlanPeriod":
        """The period of the same length that follows."""
        if self.first == self.last:
            return PlanPeriod(self.first + 1, self.first + 1)
        return PlanPeriod(self.last, self.last + (self.last - self.first))

    def __str__(self):
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last % 100:02}"
