"""What a spreadsheet of a framework says, and everything that is wrong with it, found before anything is saved."""

from dataclasses import replace

from peerchallenge.frameworks import columns as of
from peerchallenge.frameworks.rows import AREA, POINT, PROMPT, Row
from peerchallenge.frameworks.text import AreaText, FrameworkText, PointText, PromptText
from portal.ui.sheets import Problem, one_line


def check(sheets) -> tuple[FrameworkText, list[Problem]]:
    """Return what `sheets` (of `reading.read`) ask, and all their problems, in the order of the rows.

    With any problem the text isn't whole and nothing may be saved.
    """
    check = _Check(several=len(sheets) > 1)
    known = [sheet for sheet in sheets if sheet.rows and _names(sheet.rows[0][1]) & set(of.COLUMNS)]
    for sheet in known:
        check.sheet(sheet)
    if not check.asks:
        check.problems.insert(0, _NO_HEAD)
    elif not check.areas and not check.problems:
        check.problems.append(_EMPTY)
    return check.text(), check.problems


def _names(cells):
    return {one_line(cell.text).casefold() for cell in cells}


_NO_HEAD = Problem(
    1, "", "", "The first row has the names of the columns.",
    "Begin with a downloaded framework, or name at least these: " + ", ".join(of.NEEDED) + ".",
)  # fmt: skip
_EMPTY = Problem(None, "", "", "A framework has at least one area.", "Add a row with an area code and an area.")


class _Check:
    """Goes through the rows and keeps what they say: areas by their code, their questions, the judgements."""

    def __init__(self, several):
        self.several, self.asks = several, False
        self.problems = []
        # By code, or name, in small letters: the row that has it first, and its fields.
        self.areas, self.prompts, self.points = {}, {}, {}

    def sheet(self, sheet):
        number, cells = sheet.rows[0]
        head = [one_line(cell.text).casefold() for cell in cells]
        while head and not head[-1]:
            head.pop()
        asks = bool(set(head) & set(of.QUESTIONS))
        self.asks = self.asks or asks
        title = sheet.name if self.several else ""
        wrong = list(_head_problems(head, of.NEEDED if asks else of.SCALE[:1], number, title))
        if not wrong and len(sheet.rows) > of.MOST_ROWS + 1:
            wrong = [Problem(None, "", "", f"A table has at most {of.MOST_ROWS:,} rows.", "Take rows out.", title)]
        self.problems += wrong
        for row_number, row_cells in [] if wrong else sheet.rows[1:]:
            self._row(Row(row_number, head, row_cells, self.problems, sheet=title, is_csv=not sheet.name))

    def _row(self, row):
        if row.has_more_cells:
            row.wrong(
                "after the last", "", "A row has no more cells than there are columns.",
                "Put quotation marks around text that holds a comma, or save the table from a spreadsheet.",
            )  # fmt: skip
            return
        judges, asks = row.has(of.SCALE), row.has(of.QUESTIONS)
        if judges and asks:
            row.wrong(
                of.JUDGEMENT, row.text(of.JUDGEMENT), "A row has a question or a judgement, not both.",
                "Put the judgement into a row of its own.",
            )  # fmt: skip
        elif judges:
            self._point(row)
        elif asks:
            self._question(row)

    def _point(self, row):
        fields = row.fields(POINT)
        label = fields["label"].casefold()
        if label in self.points:
            first = self.points[label][0].number
            row.wrong(of.JUDGEMENT, fields["label"], f"A judgement stands once. It stands in row {first}, too.",
                      "Take one of the two out, or name it otherwise.")  # fmt: skip
        elif len(self.points) == of.MOST_POINTS:
            row.wrong(of.JUDGEMENT, fields["label"], f"A scale has at most {of.MOST_POINTS} judgements.",
                      "Take this row out.")  # fmt: skip
        else:
            self.points[label] = row, fields

    def _question(self, row):
        code = row.text(of.AREA_CODE).casefold()
        if not code:
            row.wrong(of.AREA_CODE, "", "Each row names its area.", "Write the code of the area, such as A.")
        elif code in self.areas:
            row.says_the_same(self.areas[code][0])
        elif len(self.areas) == of.MOST_AREAS:
            row.wrong(of.AREA_CODE, row.text(of.AREA_CODE), f"A framework has at most {of.MOST_AREAS} areas.",
                      "Take areas out, or bring them in as a second framework.")  # fmt: skip
        else:
            self.areas[code] = row, row.fields(AREA)
        if row.has(of.OF_PROMPT):
            self._prompt(row, code)

    def _prompt(self, row, area):
        fields = row.fields(PROMPT)
        code = fields["code"].casefold()
        if not code:
            return
        if code in self.prompts:
            first = self.prompts[code][0].number
            row.wrong(of.QUESTION_CODE, fields["code"], f"A code stands once. It stands in row {first}, too.",
                      "Give one of the two questions another code.")  # fmt: skip
        elif len(self.prompts) == of.MOST_PROMPTS:
            row.wrong(of.QUESTION_CODE, fields["code"], f"A framework has at most {of.MOST_PROMPTS} questions.",
                      "Take questions out.")  # fmt: skip
        else:
            self.prompts[code] = row, fields | {"area": area}

    def text(self):
        areas = []
        for code, (_, fields) in self.areas.items():
            mine = [fields for _, fields in self.prompts.values() if fields["area"] == code]
            prompts = tuple(PromptText(**{k: v for k, v in one.items() if k != "area"}) for one in mine)
            areas.append(replace(AreaText(**fields), prompts=prompts))
        return FrameworkText(tuple(PointText(**fields) for _, fields in self.points.values()), tuple(areas))


def _head_problems(head, needed, number, sheet):
    """Yield what is wrong with the names of the columns."""
    for name in needed:
        if name not in head:
            yield Problem(number, name, "", f"There is a column “{name}”.", "Add it, or begin with a download.", sheet)
    for name in dict.fromkeys(head):
        if name not in of.COLUMNS:
            said = "Columns have the names of the download."
            yield Problem(number, name, name, said, "Rename it, or take it out.", sheet)
        elif head.count(name) > 1:
            yield Problem(number, name, name, "A column stands there once.", "Take the other one out.", sheet)
