"""How broad and how well evidenced a region's self-assessments are, year by year, for those who don't run its cycles.

No authority is named, and a year is counted as at one moment, which is kept: a number that changes when one authority
submits would give away what it said. It is the moment as at which the Performance Summit is counted for others, or else
that at which the cycle was closed. Both pages count the same statements in two cuts, so what the summit withholds must
not follow from a year's numbers either.
"""

from collections import Counter
from typing import NamedTuple

from peerchallenge.counts import counts_of_section
from peerchallenge.disclosure import enough, shown, shown_table
from peerchallenge.growth_beside import totals_beside
from peerchallenge.models import Cycle, Step
from peerchallenge.shares import share
from peerchallenge.summit import as_at, by_step, claims_in, is_shown_to_others, told_of

NOT_SHOWN = "Not shown"
COLUMNS = (
    ("Questions answered", "answered", "asked"),
    ("Of these, education", "education_answered", "education_asked"),
    ("Statements with evidence (steps 2 to 4)", "with_evidence", "statements"),
    ("About the quality of practice", "about_practice", "statements"),
    ("Step 3 or 4", "at_three_or_more", "statements"),
)


class SharedYear(NamedTuple):
    """One year: its label, on how many authorities it rests, and the numbers of COLUMNS by name; None: withheld."""

    year: str
    authorities: int
    numbers: dict[str, int | None]


def moment_of(cycle):
    """Return the moment as at which others are shown the counts of `cycle` by now; None while they are shown none."""
    if cycle.counted_at:
        return cycle.counted_at
    summit = next((step for step in cycle.steps.all() if step.kind == Step.Kind.PERFORMANCE_SUMMIT), None)
    shown_since = summit and (summit.counted_at or is_shown_to_others(summit))
    return as_at(summit) if shown_since else None


def shared_years(region) -> list[SharedYear]:
    """Return the years of a region of which others are shown something, oldest first: those of closed cycles, and that
    of an open one once its Performance Summit is shown. Whether it may be read was asked before.

    Two queries, and two more for each cycle that isn't closed.
    """
    cycles = Cycle.objects.filter(region=region, status__in=[Cycle.Status.OPEN, Cycle.Status.CLOSED])
    years = [_year_of(cycle) for cycle in cycles.prefetch_related("steps").order_by("year")]
    return [year for year in years if year]


def _year_of(cycle):
    if kept := cycle.shared_counts:
        return SharedYear(cycle.year, kept["authorities"], {name: kept[name] for name in kept if name != "authorities"})
    if cycle.is_closed and kept is not None:
        return None
    moment = moment_of(cycle)
    return shared_year(cycle, before=moment) if moment or cycle.is_closed else None


def shared_year(cycle, *, before) -> SharedYear | None:
    """Return what may be shown of `cycle`, counted as at the moment `before` (None: now); None when fewer than three
    authorities had submitted. Two queries."""
    told = told_of(cycle, before=before)
    if not enough(len(told)):
        return None
    return SharedYear(cycle.year, len(told), _answered(told) | _reached(told))


def _answered(told):
    """Education with the rest in one table, so that neither follows from both together."""
    cells = {(about, is_answered): Counter() for about in (True, False) for is_answered in (True, False)}
    for one in told:
        for section in one.words["sections"]:
            counted = counts_of_section(section, one.steps)
            answered, about = counted["prompts_answered"], bool(section["is_education"])
            cells[about, True][one.name] += answered
            cells[about, False][one.name] += counted["prompts"] - answered
    table = shown_table([[cells[about, True], cells[about, False]] for about in (True, False)])
    return {
        "answered": table.column_totals[0], "asked": table.total, "education_answered": table.rows[0][0],
        "education_asked": table.row_totals[0],
    }  # fmt: skip


def _reached(told):
    """Statements by the steps of the ladder and by what they are about; without their number nothing of either."""
    steps = totals_beside([_stepped(told, code) for code in _codes(told)])
    about = [Counter(), Counter()]
    for one in told:
        for section in one.words["sections"]:
            counted = counts_of_section(section, one.steps)
            about[0][one.name] += counted["about_practice"]
            about[1][one.name] += counted["statements"] - counted["about_practice"]
    return {
        "statements": steps.statements, "with_evidence": steps.with_evidence,
        "about_practice": None if steps.statements is None else shown(about)[0], "at_three_or_more": steps.high,
    }  # fmt: skip


def _codes(told):
    return dict.fromkeys(section["code"] for one in told for section in one.words["sections"])


def _stepped(told, code):
    """How many statements of whom stand at each step of an area: what the summit shows of it."""
    sections = [(one, section) for one in told if (section := one.section(code))]
    return by_step(
        (one.name, one.steps.get(said["id"], said["step"]))
        for one, section in sections
        for _, said in claims_in(section)
    )


def table_of(years) -> dict:
    """Return `years` as components/data_table.html takes them."""
    heads = ["Year", "Authorities", *(label for label, _, _ in COLUMNS)]
    columns = [{"label": label, "numeric": place > 0} for place, label in enumerate(heads)]
    return {"columns": columns, "rows": [_row(one) for one in years]}


def _row(year):
    cells = [str(year.authorities), *(_said(year.numbers[name], year.numbers[of]) for _, name, of in COLUMNS)]
    return [year.year, *({"text": text, "numeric": True} for text in cells)]


def _said(number, of):
    return NOT_SHOWN if number is None or of is None else share(number, of)
