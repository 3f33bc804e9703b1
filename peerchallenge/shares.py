"""Counts in words, in sentences, tables and pictures: always with what they are out of, a percentage never alone."""

from typing import NamedTuple

from peerchallenge.growth import NUMBERS, Line, total

LEAST_FOR_PERCENTAGE = 20


class Measure(NamedTuple):
    """A share that is shown over the years: `name` of `of`; `said` completes "23 of 60 …"."""

    name: str
    of: str
    label: str
    said: str


MEASURES = (
    Measure("prompts_answered", "prompts", "Questions answered", "questions have an answer"),
    Measure("with_evidence", "statements", "Statements with evidence", "statements cite evidence: steps 2 to 4"),
    Measure(
        "about_practice", "statements", "Statements about the quality of practice",
        "statements rest on more than figures: audit, case review, families, staff, an outside view or peers",
    ),
    Measure("at_three_or_more", "statements", "Statements at step 3 or 4", "statements stand at step 3 or 4"),
)  # fmt: skip
# The columns of every table, with what a number is out of.
COLUMNS = (
    ("Questions answered", "prompts_answered", "prompts"),
    ("Of these, education", "education_answered", "education"),
    ("Statements", "statements", None),
    ("With evidence (steps 2 to 4)", "with_evidence", "statements"),
    ("About the quality of practice", "about_practice", "statements"),
    ("Step 3 or 4", "at_three_or_more", "statements"),
    ("Step 4", "at_four", "statements"),
)

# Each number by itself, as a spreadsheet names it.
LABELS = {
    "prompts": "Questions asked",
    "prompts_answered": "Questions answered",
    "statements": "Statements",
    "with_evidence": "With evidence (steps 2 to 4)",
    "about_practice": "About the quality of practice",
    "at_three_or_more": "Step 3 or 4",
    "at_four": "Step 4",
    "education": "Questions asked on education",
    "education_answered": "Questions answered on education",
}


class Bar(NamedTuple):
    """One year of a picture: its label, the share in words, and how long its bar is of 100 (None: not known)."""

    label: str
    words: str
    length: str | None
    is_earlier: bool


class Figure(NamedTuple):
    """One measure over the years: its sentence first, then its bars."""

    label: str
    sentence: str
    bars: list[Bar]


def share(number: int | None, of: int | None) -> str:
    """Return "23 of 60 (38%)"; without the percentage below 20, "23" when nobody knows out of how many."""
    if number is None:
        return "Not known"
    if of == 0:
        return "None"
    return f"{_plain(number, of)}{_percentage(number, of)}"


def _plain(number, of):
    return f"{number:,}" if of is None else f"{number:,} of {of:,}"


def _percentage(number, of):
    return f" ({percent(number, of)}%)" if of is not None and of >= LEAST_FOR_PERCENTAGE else ""


def percent(number: int, of: int) -> int:
    """Return the whole percentage, halves up; not 0 or 100 unless it is none or all."""
    rounded = (200 * number + of) // (2 * of)
    if number and not rounded:
        return 1
    return 99 if rounded == 100 and number < of else rounded


def figures_of(lines: list[Line]) -> list[Figure]:
    """Return a figure for each measure over `lines`, which are years in their order."""
    return [Figure(measure.label, _sentence(measure, lines), [_bar(measure, line) for line in lines])
            for measure in MEASURES]  # fmt: skip


def _sentence(measure, lines):
    known = [line for line in lines if line.numbers[measure.name] is not None]
    if not known:
        return "Nothing is known of it yet."
    last, *before = reversed(known)
    numbers = last.numbers[measure.name], last.numbers[measure.of]
    said = f"In {last.label}, {_plain(*numbers)} {measure.said}{_percentage(*numbers)}"
    return f"{said}; in {before[0].label} it was {_in(measure, before[0])}." if before else f"{said}."


def _in(measure, line):
    return share(line.numbers[measure.name], line.numbers[measure.of])


def _bar(measure, line):
    number, of = line.numbers[measure.name], line.numbers[measure.of]
    length = f"{100 * number / of:.2f}" if number is not None and of else None
    return Bar(line.label, _in(measure, line), length, line.is_earlier)


def table(first: str, lines: list[Line], *, with_authorities: bool, by_area: bool = False) -> dict:
    """Return `lines` as components/data_table.html takes them: `columns` and `rows`; `first` heads their labels.

    `by_area`: each line is an area, so one about education is named so and has no column of its own.
    """
    shown = [column for column in COLUMNS if not (by_area and column[1] == "education_answered")]
    heads = [first, *(["Authorities"] if with_authorities else []), *(label for label, _, _ in shown)]
    columns = [{"label": label, "numeric": place > 0} for place, label in enumerate(heads)]
    return {"columns": columns, "rows": [_row(line, shown, with_authorities, by_area) for line in lines]}


def _row(line, shown, with_authorities, by_area):
    authorities = "Not known" if line.authorities is None else f"{line.authorities:,}"
    cells = [authorities] if with_authorities else []
    cells += [share(line.numbers[name], line.numbers[of] if of else None) for _, name, of in shown]
    about = " (entered)" if line.is_earlier else " (education)" if by_area and line.numbers["education"] else ""
    return [f"{line.label}{about}", *({"text": text, "numeric": True} for text in cells)]


def csv_table(rows, earlier) -> tuple[list[str], list[list[str]]]:
    """Return (columns, rows) of all that is counted, as text; what isn't known is empty, `earlier` has its source."""
    columns = ["Year", "Authority", "Area", "About education", *(LABELS[name] for name in NUMBERS), "Source"]
    found = [
        [
            row.year,
            row.authority,
            row.title,
            "Yes" if row.is_education else "No",
            *_texts(total([row])),
            "Submitted here",
        ]
        for row in rows
    ]
    for one in earlier:
        numbers = {name: getattr(one, name, None) for name in NUMBERS}
        whose = str(one.authority or one.region)
        found.append([one.year, whose, one.area_title or "All areas", "", *_texts(numbers), one.source])
    return columns, found


def _texts(numbers):
    return ["" if numbers.get(name) is None else str(numbers[name]) for name in NUMBERS]
