"""Actions as CSV: how a table is written and read back, whatever it says. What it means is `priorities.incoming`.

Cells that a spreadsheet would run are written and read as `portal.ui.sheets` says.
"""

import csv
import io

from django.db.models import F, Prefetch

from portal.ui.sheets import Problem, is_formula, one_line, unsafe, write_csv
from priorities.models import Action, ActionNote
from priorities.parts import main_part

ID, PART, FOCUS, TITLE = "id", "priority or enabler", "focus area", "action"
ROLE, ORGANISATION, DUE, MOVE = "owner role", "owner organisation", "due", "reason for moving it"
STATUS, FORECAST, REASON, NOTE = "status", "forecast", "reason", "note"
SHOWN, VERSION = "shown publicly", "version"
COLUMNS = (
    ID, PART, FOCUS, TITLE, ROLE, ORGANISATION, DUE, MOVE, STATUS, FORECAST, REASON, NOTE, SHOWN, VERSION,
)  # fmt: skip
MOST_BYTES = 2_000_000
MOST_ROWS = 1000


class Unreadable(Exception):
    """The file isn't a table; the text says why, and what to do."""


def write(rows) -> bytes:
    """Return the table of `rows` ({column: text}) as CSV in UTF-8, with the mark by which Excel knows it."""
    return write_csv(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))


def decode(data: bytes) -> str:
    """Return the text of a file, in UTF-8, or in what Excel saves on Windows. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("This file is larger than 2 MB. Bring the table in in parts.")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip() and len(text.encode()) <= MOST_BYTES:
            return text
        break
    raise Unreadable("This is not a CSV file: it does not hold lines of text. Save the table as CSV again.")


def read(text: str) -> tuple[list[tuple[int, dict]], list[Problem]]:
    """Return the rows of a table, each with its number as a spreadsheet shows it, and what is wrong with its shape.

    Empty rows are left out. When a column is missing or can't be told, there are problems and no rows.
    """
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error:
        return [], [_BROKEN]
    head = [one_line(name).casefold() for name in lines[0]] if lines else []
    while head and not head[-1]:
        head.pop()
    if problems := list(_head_problems(head)):
        return [], problems
    if sum(any(line) for line in lines) - 1 > MOST_ROWS:
        return [], [Problem(None, "", "", f"A table has at most {MOST_ROWS:,} rows.", "Bring it in in parts.")]
    rows, problems = [], []
    for number, line in enumerate(lines[1:], start=2):
        cells = [one_line(unsafe(cell)) for cell in line]
        problems += [_formula(number, *pair) for pair in zip(head, line, strict=False) if is_formula(pair[1])]
        if any(cells[len(head) :]):
            problems.append(_too_long(number, " ".join(cells[len(head) :])))
        elif any(cells):
            rows.append((number, dict(zip(head, [*cells, *[""] * len(head)], strict=False))))
    return rows, problems


_BROKEN = Problem(
    None, "", "", "A cell that holds a quotation mark stands in quotation marks, which begin and end.",
    "Open the table in a spreadsheet and save it as CSV again.",
)  # fmt: skip


def _formula(number, column, value):
    return Problem(
        number, column, value, "A cell holds text, never a formula: nothing is worked out here.",
        "Put in what the formula shows; if the sign = is meant, write an apostrophe before it.",
    )  # fmt: skip


def _too_long(number, value):
    return Problem(
        number, "after the last", value, "A row has no more cells than there are columns.",
        "Put quotation marks around text that holds a comma, or save the table from a spreadsheet.",
    )  # fmt: skip


def _delimiter(text):
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _head_problems(head):
    """Yield what is wrong with the names of the columns."""
    for name in COLUMNS:
        if name not in head:
            yield Problem(1, name, "", f"There is a column “{name}”.", "Add it, or begin with a fresh download.")
    for name in dict.fromkeys(head):
        if name not in COLUMNS:
            yield Problem(1, name, name, "Columns have the names of the download.", "Rename it, or take it out.")
        elif head.count(name) > 1:
            yield Problem(1, name, name, "A column stands there once.", "Take the other one out.")


def for_table(actions):
    """Return `actions` (a QuerySet) with what their rows are made of, in two queries."""
    notes = Prefetch("notes", ActionNote.objects.order_by("-noted_on", "-pk"))
    belongs = ("priority", "focus_area__priority", "enabler")
    owner = ("owner__region", "owner__authority", "owner__trust")
    actions = actions.order_by(F("due_on").asc(nulls_last=True), "pk")
    return actions.select_related("plan", "edited_by", *belongs, *owner).prefetch_related(notes)


def row_of(action: Action, all_notes: bool = True) -> dict:
    """Return the row of an action, {column: text}; the note is the latest, of public ones alone unless `all_notes`."""
    notes = [note for note in action.notes.all() if all_notes or note.is_public]
    cells = {
        ID: action.public_id,
        PART: main_part(action).name,
        FOCUS: action.focus_area.text if action.focus_area else "",
        TITLE: action.title,
        ROLE: action.owner.get_role_display() if action.owner else "",
        ORGANISATION: (action.owner.organisation or "") if action.owner else "",
        DUE: action.due_on.isoformat() if action.due_on else "",
        MOVE: "",
        STATUS: action.get_status_display(),
        FORECAST: action.get_forecast_display(),
        REASON: action.forecast_reason,
        NOTE: notes[0].text if notes else "",
        SHOWN: "yes" if action.is_public else "no",
        VERSION: action.version,
    }
    return {column: one_line(cell) for column, cell in cells.items()}
