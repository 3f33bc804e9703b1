"""The months that an update covers."""

import re
from dataclasses import dataclass
from datetime import date

_SLUG = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:--(\d{4})-(0[1-9]|1[0-2]))?", re.ASCII)
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100


@dataclass(frozen=True, order=True)
class Period:
    """A month or a run of months, held as the first days of its first and last month."""

    from_on: date
    to_on: date

    def __post_init__(self):
        if self.from_on.day != 1 or self.to_on.day != 1 or self.to_on < self.from_on:
            raise ValueError("A period runs from the first of a month to the first of the same or a later month.")

    @classmethod
    def parse(cls, slug: str) -> "Period":
        """Return the period written `2015-11` or `2019-10--2019-12`; raise ValueError for anything else.

        A run of one month is refused in its long form, so that each period has one address.
        """
        match = _SLUG.fullmatch(slug)
        if not match:
            raise ValueError(f"{slug!r} is not a period.")
        first = date(int(match[1]), int(match[2]), 1)
        last = date(int(match[3]), int(match[4]), 1) if match[3] else first
        if not EARLIEST_YEAR <= first.year <= last.year <= LATEST_YEAR or (match[3] and last <= first):
            raise ValueError(f"{slug!r} is not a period.")
        return cls(first, last)

    @property
    def slug(self) -> str:
        """The period as it stands in an address: `2015-11` or `2019-10--2019-12`."""
        if self.from_on == self.to_on:
            return f"{self.from_on:%Y-%m}"
        return f"{self.from_on:%Y-%m}--{self.to_on:%Y-%m}"

    def __str__(self):
        """The period in words: "November 2015", "October to December 2019", "December 2019 to January 2020"."""
        if self.from_on == self.to_on:
            return f"{self.from_on:%B %Y}"
        if self.from_on.year == self.to_on.year:
            return f"{self.from_on:%B} to {self.to_on:%B %Y}"
        return f"{self.from_on:%B %Y} to {self.to_on:%B %Y}"
