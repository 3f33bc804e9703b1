"""Dates of birth: those that are called so, those in a column that is, and dates that stand beside names.

Nothing of Django is needed here.
"""

import re
from collections import defaultdict
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = "|".join(month[:3] for month in _MONTHS)
DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(_MONTHS)}),? \d{{4}})"
)
_ANY_DATE = rf"(?:{DATE}|(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[ -](?:{_SHORT})[a-z]*[ -](?:(?:19|20)\d\d|\d\d))"
CALLED_SO = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday)\W{{0,3}}(?:\w+\W+){{0,2}}?{_ANY_DATE}", re.IGNORECASE
)
_DATED = re.compile(rf"(?<![\w/.-]){_ANY_DATE}(?![\w/-])", re.IGNORECASE)
_BIRTH_HEAD = re.compile(r"\b(?:d\.?o\.?b|date of birth|birth ?date|born|birthday)\b", re.IGNORECASE)
_NAME_HEAD = re.compile(
    r"\b(?:child(?:ren)?(?:['’]s)?|young person|pupil|sibling|surname|forename|first name|initials|name)\b",
    re.IGNORECASE,
)
# A column that says what its dates are is of something else: audits, meetings, actions.
_OTHER_HEAD = re.compile(
    r"\b(?:due|by when|deadline|target|review(?:ed)?|complet\w+|updated|meeting|audit\w*|report\w*|publish\w*|"
    r"inspect\w*|start\w*|end\w*|closed|opened|visit\w*|approved|action\w*|dated)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){1,2}|[A-Z]\.? ?[A-Z]\.?")
_LISTED = re.compile(rf"\W*({_NAME.pattern})\W{{1,4}}\(?({_ANY_DATE})\b")
_OLDEST = 26  # years: of children and of those who leave care


def in_columns(rows: list[list[str]]) -> list[tuple[int, str, str]]:
    """Return (index of the row, kind, words) of each date in a column of births, or in one beside names."""
    heads, found, beside = {}, [], defaultdict(list)
    has_names = False
    for number, row in enumerate(rows):
        if not any(_DATED.search(cell) for cell in row):
            heads |= {column: cell for column, cell in enumerate(row) if cell.strip()}
        names = [column for column, cell in enumerate(row) if _NAME.fullmatch(cell.strip())]
        has_names = has_names or bool(names) or any(_NAME_HEAD.search(head) for head in heads.values())
        for column, cell in enumerate(row):
            dated = _DATED.search(cell)
            if dated and _BIRTH_HEAD.search(heads.get(column, "")):
                found.append((number, "birth-column", dated[0]))
            elif dated and has_names and not _OTHER_HEAD.search(heads.get(column, "")) and _may_be_birth(dated[0]):
                beside[column].append((number, "beside-name", dated[0]))
    for dates in beside.values():
        if len(dates) > 1:
            found += dates
    return sorted(found)


def in_list(lines: list[str]) -> list[tuple[int, str]]:
    """Return (number of the line, date) of lines that are a name and a date, two of them or more."""
    found = [(number, match[2]) for number, line in enumerate(lines, 1) if (match := _LISTED.match(line))]
    found = [(number, words) for number, words in found if _may_be_birth(words)]
    return found if len(found) > 1 else []


def _may_be_birth(words):
    """Whether somebody born then is a child or a young person today."""
    years = re.findall(r"\d{4}", words) or [f"20{words[-2:]}" if words[-2:].isdigit() else "0"]
    return date.today().year - _OLDEST <= int(years[0]) <= date.today().year
