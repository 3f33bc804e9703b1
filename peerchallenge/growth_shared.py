"""How broad a region's self-assessments are, year by year, for those who don't run its cycles: no authority is named.

Only closed cycles are counted: a number that changes when one authority submits would give away what it said. Steps of
the ladder aren't counted here, because the Performance Summit shows the same numbers in another cut and as at another
moment: from both together what one authority said could follow.
"""

from collections import Counter
from typing import NamedTuple

from peerchallenge.disclosure import enough, shown_table
from peerchallenge.growth import rows_of_closed
from peerchallenge.shares import share

NOT_SHOWN = "Not shown"


class SharedYear(NamedTuple):
    """One year, of so many authorities: questions answered, of how many, and those about education; None: withheld."""

    year: str
    authorities: int
    answered: int | None
    asked: int | None
    education_answered: int | None
    education_asked: int | None


def shared_years(region) -> list[SharedYear]:
    """Return the years of a region's closed cycles, oldest first, in which at least three authorities submitted.

    Nothing in it rests on fewer, nor does such a number follow from it. Whether it may be read was asked before.
    """
    by_year = {}
    for row in rows_of_closed(region):
        by_year.setdefault(row.year, []).append(row)
    return [_year(year, rows) for year, rows in sorted(by_year.items()) if enough(row.authority_code for row in rows)]


def _year(year, rows):
    """Education with the rest in one table, so that neither follows from both together."""
    cells = {(about, is_answered): Counter() for about in (True, False) for is_answered in (True, False)}
    for row in rows:
        answered = row.numbers["prompts_answered"]
        cells[row.is_education, True][row.authority_code] += answered
        cells[row.is_education, False][row.authority_code] += row.numbers["prompts"] - answered
    table = shown_table([[cells[about, True], cells[about, False]] for about in (True, False)])
    return SharedYear(
        year, len({row.authority_code for row in rows}), table.column_totals[0], table.total, table.rows[0][0],
        table.row_totals[0],
    )  # fmt: skip


def table_of(years) -> dict:
    """Return `years` as components/data_table.html takes them."""
    heads = ["Year", "Authorities", "Questions answered", "Of these, education"]
    columns = [{"label": label, "numeric": place > 0} for place, label in enumerate(heads)]
    rows = [
        [one.year, *({"text": text, "numeric": True} for text in (str(one.authorities), *_said(one)))] for one in years
    ]
    return {"columns": columns, "rows": rows}


def _said(year):
    pairs = ((year.answered, year.asked), (year.education_answered, year.education_asked))
    return [NOT_SHOWN if number is None else share(number, of) for number, of in pairs]
