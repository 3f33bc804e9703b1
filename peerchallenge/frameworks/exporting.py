"""A framework out of the portal as a spreadsheet, CSV or XLSX, in the form in which it can come back in."""

import io
import re
from html import unescape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from peerchallenge.frameworks.columns import COLUMNS, OF_AREA, OF_POINT, OF_PROMPT, SHEETS
from portal.ui import richtext
from portal.ui.sheets import one_line, write_csv

# About as wide as what stands in them, in characters.
_WIDE = {"area guidance": 50, "question": 60, "question guidance": 50, "evidence expected": 40, "what it means": 80}
_USUAL, _NARROW = 24, 12
_TAGS = re.compile(r"\s*</?(?:p|ul|li)>\s*|<br>")
_TYPED = {"</p>": "\n\n", "</ul>": "\n", "<li>": "- ", "</li>": "\n", "<br>": "\n"}
_BETWEEN = re.compile(r">\s+<")


def to_csv(text) -> bytes:
    """Return a FrameworkText as CSV in UTF-8 with the mark by which Excel knows it; no cell of it is run."""
    lines = [[row.get(column, "") for column in COLUMNS] for row in [*_scale_rows(text), *_question_rows(text)]]
    return write_csv(COLUMNS, ([str(cell) for cell in line] for line in lines))


def to_xlsx(text) -> bytes:
    """Return a FrameworkText as an XLSX workbook; every cell is text or a number, none a formula."""
    book = Workbook()
    book.remove(book.active)
    for (name, columns), rows in zip(SHEETS.items(), (_question_rows(text), _scale_rows(text)), strict=True):
        sheet = book.create_sheet(name)
        sheet.append(columns)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows, 2):
            for place, column in enumerate(columns, 1):
                _fill(sheet.cell(number, place), row.get(column, ""))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            width = _WIDE.get(cell.value) or (_NARROW if cell.value.endswith(("code", "minutes")) else _USUAL)
            sheet.column_dimensions[cell.column_letter].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(cell, value):
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.value = None if value == "" else value
    if isinstance(value, str) and value:
        cell.data_type = "s"  # a formula is none, even where the cell is opened and left again
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))


def _question_rows(text):
    for area in text.areas:
        area_cells = {column: _cell(area, name) for column, name in OF_AREA.items()}
        for prompt in area.prompts:
            yield area_cells | {column: _cell(prompt, name) for column, name in OF_PROMPT.items()}
        if not area.prompts:
            yield area_cells


def _scale_rows(text):
    for point in text.scale:
        yield {column: _cell(point, name) for column, name in OF_POINT.items()}


def _cell(one, name):
    value = getattr(one, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    return typed_form(value) if name == "guidance" else one_line(value)


def typed_form(html: str) -> str:
    """Return rich text as one would type it, where that says the same; as simple HTML where it doesn't."""
    lines = _TAGS.sub(lambda tag: _TYPED.get(tag[0].strip(), ""), html)
    typed = "\n".join(line.strip() for line in unescape(lines).strip().split("\n"))
    return typed if _unspaced(richtext.from_typed(typed)) == _unspaced(html) else html


def _unspaced(html):
    return _BETWEEN.sub("><", html)
