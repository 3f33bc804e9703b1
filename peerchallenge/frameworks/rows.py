"""One row of a spreadsheet of a framework: its cells by column, and what is wrong with each."""

import re

from peerchallenge.frameworks import columns as of
from peerchallenge.models import AppliesTo, FrameworkArea, Prompt, ScalePoint
from portal.ui import richtext
from portal.ui.sheets import Problem, one_line, unsafe

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
CODE_RULE = "A code is letters, figures, dots and hyphens, such as A or B2."
_YES, _NO = {"yes", "y", "true", "x"}, {"no", "n", "false", "", "-"}
_RICH = ("area guidance", "question guidance")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_PUT_TO = {"": "all", **{one.value: one.value for one in AppliesTo}}
_PUT_TO |= {one.label.casefold(): one.value for one in AppliesTo}
# What a row must say of an area, a question or a judgement, and the sentence for one that doesn't.
_MUST = {
    "area": ("An area has a title in its first row.", "Write the title of the area."),
    of.QUESTION_CODE: ("A question has a code.", "Write a code that no other question has."),
    "question": ("A question with a code says something.", "Write the question, or clear its other cells."),
    of.JUDGEMENT: ("A judgement has a name.", "Write it, or clear what it means."),
}
AREA, PROMPT, POINT = (of.OF_AREA, FrameworkArea), (of.OF_PROMPT, Prompt), (of.OF_POINT, ScalePoint)


class Row:
    """Row `number` of a sheet under the column names `head`; what is wrong with it is added to `problems`.

    `sheet` is its name where there are several; in CSV a cell that a spreadsheet would run has an apostrophe before it.
    """

    def __init__(self, number, head, cells, problems, *, sheet="", is_csv=False):
        self.number, self.sheet, self.problems = number, sheet, problems
        self.has_more_cells = any(cell.text.strip() for cell in cells[len(head) :])
        self._cells = {}
        for column, cell in zip(head, cells, strict=False):
            text = unsafe(cell.text) if is_csv else cell.text
            self._cells[column] = _lines(text) if column in _RICH else one_line(text)
            if cell.is_formula:
                rule, mend = "A cell holds words or a number, never a formula.", "Write what it comes to in its place."
                self.wrong(column, text, rule, mend)

    def text(self, column) -> str:
        return self._cells.get(column, "")

    def has(self, columns) -> bool:
        return any(self.text(column) for column in columns)

    def wrong(self, column, value, rule, mend):
        self.problems.append(Problem(self.number, column, value, rule, mend, self.sheet))

    def fields(self, kind) -> dict:
        """Return the fields that the row gives of AREA, PROMPT or POINT, by their names."""
        columns, model = kind
        return {name: self._value(column, name, model) for column, name in columns.items()}

    def says_the_same(self, first):
        """Complain of each cell of the area that differs from the row `first` of the same area; empty ones don't."""
        for column in of.OF_AREA:
            said = self.text(column)
            if column != of.AREA_CODE and said and said != first.text(column):
                rule = f"An area says the same in each of its rows. Row {first.number} says something else."
                self.wrong(column, said, rule, "Write the same, or clear the cell.")

    def _value(self, column, name, model):
        said = self.text(column)
        if not said and column in _MUST:
            self.wrong(column, "", *_MUST[column])
        read = _READ.get(name)
        if read:
            return read(self, column, said)
        self._bounded(column, said, model._meta.get_field(name).max_length)
        return said

    def _bounded(self, column, said, most):
        if len(said) > most:
            self.wrong(column, said, f"At most {most:,} characters: this has {len(said):,}.", "Shorten it.")

    def _code(self, column, said):
        if said and not CODE.fullmatch(said):
            self.wrong(column, said, CODE_RULE, "Write another code.")
        else:
            self._bounded(column, said, FrameworkArea._meta.get_field("code").max_length)
        return said

    def _rich(self, column, said):
        self._bounded(column, said, of.LONGEST_GUIDANCE)
        return richtext.from_typed(said[: of.LONGEST_GUIDANCE])

    def _minutes(self, column, said):
        if not said:
            return FrameworkArea._meta.get_field("minutes").default
        if said.isascii() and said.isdigit() and len(said) < 5 and int(said) <= of.MOST_MINUTES:
            return int(said)
        rule = f"Minutes are a whole number from 0 to {of.MOST_MINUTES}."
        self.wrong(column, said, rule, "Write the minutes in figures, such as 20.")
        return 0

    def _yes(self, column, said):
        if said.casefold() not in _YES | _NO:
            self.wrong(column, said, "This column says yes or no.", "Write yes or no.")
        return said.casefold() in _YES

    def _put_to(self, column, said):
        if said.casefold() not in _PUT_TO:
            rule = "It is put to all authorities, to those that a council serves, or to those that a trust serves."
            self.wrong(column, said, rule, "Write all, council or trust.")
        return _PUT_TO.get(said.casefold(), "all")


_READ = {
    "code": Row._code,
    "guidance": Row._rich,
    "minutes": Row._minutes,
    "at_area_level": Row._yes,
    "is_education": Row._yes,
    "is_voice": Row._yes,
    "applies_to": Row._put_to,
}


def _lines(text):
    return _UNSEEN.sub("", text.replace("\r\n", "\n")).strip()
