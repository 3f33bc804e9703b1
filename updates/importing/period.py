"""The month, or run of months, that an update is about."""

import re

_NUMBERS = {
    name: number
    for number, names in enumerate(
        [
            "jan january", "feb february", "mar march", "apr april", "may may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:20[0-4]\d(?!\d)|['’‘]\d\d(?!\d))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_PART = rf"{_MONTH}(?:\s?{_DAY}(?![\d:./]),?(?=\s?{_YEAR}))?(?:,?\s?(?:of\s)?{_YEAR})?"
_AND = rf"\s?(?:-|–|—|−|/|&|,\s?and\b|,|and\b|to\b|until\b|through\b)\s?(?:{_DAY}\s(?:of\s)?)?"
_RUN = re.compile(rf"(?<![\w-]){_PART}(?:{_AND}{_PART}){{0,11}}(?!\w)", re.IGNORECASE)
_ONE = re.compile(rf"({_MONTH})(?:\s?{_DAY}(?![\d:./]),?(?=\s?{_YEAR}))?(?:,?\s?(?:of\s)?({_YEAR}))?", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(?<!\d)(20[0-4]\d)[\s,]{{1,3}}({_MONTH})(?!\w)", re.IGNORECASE)
_LOOSE_YEAR = re.compile(r"(?<![\d/–-])20[0-4]\d(?![\d/–-])")
_TWO_YEARS = re.compile(r"(?<!\d)20([0-4]\d)\s?[/–-]\s?(?:20)?(\d\d)(?!\d)")
_VAGUE = re.compile(
    r"\b(?:spring|summer|autumn|winter|christmas|easter|michaelmas)(?:\s(?:term"
    r"|edition))?(?:\s(?:20\d\d(?:[/–-]\d{2,4})?))?\b"
    r"|\b(?:q[1-4]|quarter\s(?:[1-4]|one|two|three|four)|(?:first|second|third"
    r"|fourth)\squarter)\b(?:\s(?:of\s)?20\d\d(?:[/–-]\d{2,4})?)?"
    r"|(?<!\d)20[0-4]\d(?:\s?[/–-]\s?(?:20)?\d\d)?(?!\d)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(?<!\d)(20[0-4]\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(?:[0-2]\d|3[01]))?(?!\d)")
_NUMERIC_LAST = re.compile(
    r"(?<!\d)(?:(?:[0-2]?\d|3[01])[-_./ ])?(0?[1-9](?=[-_./])|0[1-9]|1[0-2])[-_./ ](20[0-4]\d)(?![\d/])"
)
_SHORT_YEAR = re.compile(rf"(?<![a-z])({_MONTH})[-_ ]?([12]\d)(?!\d)", re.IGNORECASE)
_ONE_DAY = re.compile(rf"(?<!\d){_DAY}\s(?:of\s)?{_MONTH}|{_MONTH}\s{_DAY}(?!\d)", re.IGNORECASE)
_LABELS = re.compile(
    r"\b(?:update|edition|issue|number|no|vol|volume|date|dated|month|period|reporting|for|of|the|covering|"
    r"published|newsletter|bulletin|briefing|version|final|draft|meeting|quarterly|monthly|on|from|to|and)\b",
    re.IGNORECASE,
)


def stated(text: str) -> list[str]:
    """Return the periods that a short text states with month and year, in order, without repeats."""
    found = [_of_run(match[0]) for match in _RUN.finditer(text)]
    found += [_key(int(match[1]), _number(match[2])) for match in _YEAR_FIRST.finditer(text)]
    return list(dict.fromkeys(filter(None, found)))


def spread(text: str) -> str | None:
    """Return the period of a title whose month and year stand apart, as in "September Update 2015", or None."""
    months = [match for match in _RUN.finditer(text) if not _ONE.fullmatch(match[0]) or match[0][:1].isupper()]
    years = _LOOSE_YEAR.findall(text)
    double = [(int(first), int(second)) for first, second in _TWO_YEARS.findall(text)]
    if len(months) == 1 and not years and len(double) == 1 and double[0][1] == double[0][0] + 1:
        return _of_financial_year(months[0][0], 2000 + double[0][0])
    return _of_run(f"{months[0][0]} {years[0]}") if len(months) == 1 and len(years) == 1 else None


def _of_financial_year(months, year):
    """ "Oct-Dec" of 2018/19 is in 2018, "Jan-Mar" in 2019; a run across the end of March is not understood."""
    parts = [_number(month) for month, _ in _ONE.findall(months)]
    starts = {year + (number < 4) for number in parts}
    return _of_run(f"{months} {starts.pop()}") if len(starts) == 1 else None


def names_a_month(text: str) -> bool:
    """True when a text names a month, with or without its year."""
    return bool(re.search(rf"\b{_MONTH}", text, re.IGNORECASE))


def vague(text: str) -> str:
    """Return the season, quarter or year that a text names, or nothing."""
    found = _VAGUE.search(text)
    return found[0].strip() if found else ""


def is_only_a_date(line: str) -> bool:
    """True when a line says a period and nothing else, as in "Issue 3 | June 2019"."""
    if len(line) > 80 or not (stated(line) or _VAGUE.search(line)):
        return False
    rest = _VAGUE.sub(" ", _YEAR_FIRST.sub(" ", _RUN.sub(" ", line)))
    return not re.search(
        r"[^\W\d_]{2,}", _LABELS.sub(" ", re.sub(rf"\b{_DAY}\b|\b(?:mon|tues|wednes|thurs|fri)day\b", " ", rest))
    )


def is_a_day(line: str) -> bool:
    """True when a line names one day, which may be the day of publication rather than what the update is about."""
    return bool(_ONE_DAY.search(line)) and "--" not in "".join(stated(line))


def in_file_name(name: str) -> str | None:
    """Return the period that a file's name suggests: "2015-11", "Nov-15", "november_2015", or None."""
    spaced = re.sub(r"[_+.–-]+", " ", name)
    found = stated(spaced)
    if found:
        return found[0]
    short = _SHORT_YEAR.search(spaced)
    if short:
        return _key(2000 + int(short[2]), _number(short[1]))
    numeric = _NUMERIC.search(name)
    if numeric and int(numeric[1]) % 100 + 1 != int(numeric[2]):  # "2010-11" is rather a financial year
        return _key(int(numeric[1]), int(numeric[2]))
    last = _NUMERIC_LAST.search(name)
    return _key(int(last[2]), int(last[1])) if last else None


def in_words(period: str) -> str:
    """Return "November 2015" or "October 2019 to December 2019" for a period key."""
    return " to ".join(f"{_NAMES[int(key[5:7]) - 1]} {key[:4]}" for key in period.split("--"))


_NAMES = [name.capitalize() for name in _NUMBERS if len(name) > 4 or name in ("may", "june", "july")]


def _of_run(text):
    """The period of a run of months in which at least one month has a year; None if the run goes backwards."""
    parts = [(_number(month), _year(year)) for month, year in _ONE.findall(text)]
    if not any(year for _, year in parts):
        return None
    first, last = parts[0], parts[-1]
    start_year, end_year = _years(first, last, next(year for _, year in parts if year))
    start, end = (start_year, first[0]), (end_year, last[0])
    if start > end or (end_year - start_year) * 12 + end[1] - start[1] > 23:
        return _key(*start) if first[1] else None
    return _key(*start) if start == end else f"{_key(*start)}--{_key(*end)}"


def _years(first, last, known):
    """Fill in the year that a run leaves out: "December – January 2020" began in 2019."""
    start, end = first[1], last[1]
    if end is None:
        end = (start or known) + (last[0] < first[0])
    if start is None:
        start = end - (first[0] > last[0])
    elif first[1] == last[1] and first[0] > last[0]:
        start = end - 1
    return start, end


def _number(month):
    return _NUMBERS[month.casefold().rstrip(".")]


def _year(text):
    return (int(text) if text.isdigit() else 2000 + int(text[1:])) if text else None


def _key(year, month):
    return f"{year}-{month:02d}"
