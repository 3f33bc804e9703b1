"""The cells of one row of a table of actions, beside what is saved, and the change that the row asks for."""

from dataclasses import dataclass, field
from datetime import date
from time import strptime

from portal.events.forms import DAY_FORMATS, FIRST_YEAR, LAST_YEAR
from priorities.models import Action
from priorities.tables import COLUMNS, ID, Problem, row_of

FORMATS = (*DAY_FORMATS, "%d-%b-%y", "%d-%b-%Y", "%d/%m/%y", "%d.%m.%Y")  # how spreadsheets rewrite a day
_EMPTY = dict.fromkeys(COLUMNS, "")


@dataclass
class Change:
    """What one row asks for. `action` is None for a new one; `said` are (column, was, now) of what changes."""

    row: int
    action: Action | None
    version: int = 0
    part: object = None
    edits: dict = field(default_factory=dict)
    move_reason: str = ""
    status: str | None = None
    forecast: str | None = None
    forecast_reason: str = ""
    note: str = ""
    said: list = field(default_factory=list)

    @property
    def is_empty(self):
        told = self.status is not None or self.forecast is not None or self.note
        return self.action is not None and not (self.edits or self.part or told)


class Cells:
    """One row on its way to a change. A cell that says what the download says is no change, whatever it says."""

    def __init__(self, check, number, cells):
        self.check, self.cells, self.problems = check, cells, []
        self.action = check.actions.get(cells[ID].casefold()) if cells[ID] else None
        self.was = row_of(self.action) if self.action else _EMPTY
        self.change = Change(number, self.action)

    def wrong(self, column, rule, mend):
        self.problems.append(Problem(self.change.row, column, self.cells[column], rule, mend))

    def differs(self, *columns):
        return any(self.cells[column] != self.was[column] for column in columns)

    def _say(self, *columns):
        """Remember in words which cells change."""
        self.change.said += [(one, self.was[one], self.cells[one]) for one in columns if self.differs(one)]

    def chosen(self, column, choices):
        """Return the value that the cell names; None, with the problem noted, if it names none."""
        if not self.cells[column] and self.action is None:
            return choices.values[0]  # a new action is not started and on track
        for value, label in choices.choices:
            if self.cells[column].casefold() in (value, label.casefold()):
                return value
        self.wrong(column, f"One of: {', '.join(choices.labels)}.", "Write one of these.")
        return None


def is_called(part, name):
    return any(same(known, name) for known in (part.name, part.title, part.code) if known)


def same(known, cell):
    return " ".join(known.split()).casefold() == cell.casefold()


def day_of(cell):
    for known in FORMATS:
        try:
            day = date(*strptime(cell, known)[:3])
        except ValueError:
            continue
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None
