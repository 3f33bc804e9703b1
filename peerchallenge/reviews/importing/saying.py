"""The day of a letter and the days of the visit, as its lines say them."""

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_ONE = re.compile(rf"\b{_DAY.format('d')} (?:of )?{_MONTH.format('m')},? (?P<y>20\d\d)\b", re.IGNORECASE)
_RUN = re.compile(
    rf"\b{_DAY.format('d1')} ?(?:{_MONTH.format('m1')} ?)?(?:20\d\d ?)?(?:-|–|—|to|and|until)"
    rf" ?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?{_DAY.format('d2')} {_MONTH.format('m2')},? (?P<y>20\d\d)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:visit|on[- ]site|review|challenge|took place|team (?:came|met)|interview)", re.IGNORECASE)
_NEAR_TOP = 15


def letter_day(lines: list[str]) -> str | None:
    """Return the day of the letter: the first line near its top that is hardly more than a date."""
    for line in lines[:_NEAR_TOP]:
        found = _ONE.search(line)
        if found and len(line) <= len(found[0]) + 15:
            return _iso(found["d"], found["m"], found["y"])
    return None


def visit_days(lines: list[str]) -> tuple[str | None, str | None]:
    """Return the first and last day of the visit: a run of days beside a word for it, else a single day beside one."""
    for line in lines:
        run = _RUN.search(line)
        if run and _VISIT.search(line):
            first = _iso(run["d1"], run["m1"] or run["m2"], run["y"])
            last = _iso(run["d2"], run["m2"], run["y"])
            if first and last and first <= last:
                return first, last
    for line in lines:
        one = _ONE.search(line)
        if one and _VISIT.search(line) and len(line) > len(one[0]) + 15:
            day = _iso(one["d"], one["m"], one["y"])
            return day, day
    return None, None


def _iso(day, month, year):
    try:
        return date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day)).isoformat()
    except ValueError:
        return None
