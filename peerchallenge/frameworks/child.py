"""Read one spreadsheet in a process of its own: run by `portal.files.sandbox`, see `reading`.

`child.py < request > answer`. The request is a line, "csv" or "xlsx", and below it the bytes. The answer is JSON:
{"sheets": [[name, [[row number, [[text, is a formula], …]], …]], …]}, or {"refused": why}. Rows without a word are left
out. Nothing of the project is imported here.
"""

import csv
import io
import json
import re
import sys

MOST_COLUMNS, MOST_LINES, MOST_SHEETS = 40, 5_000, 10
NOT_TEXT = "This is not a CSV file: it does not hold lines of text. Save the table as CSV again."
BROKEN = (
    "A cell of this CSV file begins with a quotation mark that nothing ends. Open it in a spreadsheet, and save it as "
    "CSV again."
)
DAMAGED = "This file is damaged: it cannot be opened. Open it in the program that made it, and save it again."
# As `portal.files.contents` has it: what starts a program or a query from a cell; "-5" and "- none" are honest.
FORMULA = re.compile(r"\s*(?:=|[+@-]\w+\(|[+@-][^|]*\|[^!]*!)", re.ASCII)


class Refused(Exception):
    """The file can't be read; the text says why, to the person who sent it."""


def from_csv(data):
    text = decoded(data)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Refused(BROKEN) from None
    rows = [[number, [[cell, bool(FORMULA.match(cell))] for cell in line]] for number, line in enumerate(lines, 1)]
    return [["", bounded(rows)]]


def decoded(data):
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and text.strip():
            return text
        break
    raise Refused(NOT_TEXT)


def from_xlsx(data):
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return [[sheet.title, bounded(rows_of(sheet))] for sheet in book.worksheets[:MOST_SHEETS]]
    except MemoryError:
        raise
    except Exception:  # a damaged part raises whatever reads it: the archive's own, the parser's, a KeyError
        raise Refused(DAMAGED) from None


def rows_of(sheet):
    sheet.reset_dimensions()  # what it says of its own size may be wrong
    lines = sheet.iter_rows(max_row=MOST_LINES, max_col=MOST_COLUMNS)
    return [[number, [in_words(cell) for cell in line]] for number, line in enumerate(lines, 1)]


def in_words(cell):
    value = cell.value
    if value is None:
        return ["", False]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return [str(value), cell.data_type == "f"]


def bounded(rows):
    return [[number, cells[:MOST_COLUMNS]] for number, cells in rows[:MOST_LINES] if any(cell[0] for cell in cells)]


def main():
    kind, _, data = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer = {"sheets": from_csv(data) if kind == b"csv" else from_xlsx(data)}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
