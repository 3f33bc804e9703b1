"""Rows of CSV files and of Excel workbooks, hidden sheets and comments included."""

import csv
import io
import posixpath
import re
import zipfile
from datetime import date, timedelta

from portal.documents.identifying.trees import parsed
from portal.drafting.identifying import Found, in_rows, in_text

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_SHOWS_A_DATE = re.compile(r"[dy]", re.IGNORECASE)
_SHOWS_AN_AMOUNT = re.compile(r"[£$€%,]|0\.0")
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FIRST_DAY = date(1899, 12, 30)


def of_csv(data: bytes) -> list[Found]:
    text = data.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return in_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def of_workbook(data: bytes) -> list[Found]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = _strings(archive)
        shows = _Formats(archive)
        found = []
        for name, part in _sheets(archive):
            rows = dict(_rows(parsed(archive.read(part)), strings, shows))
            numbers = sorted(rows)
            found += in_rows(
                (rows[number] for number in numbers),
                lambda at, name=name, numbers=numbers: f"row {numbers[at - 1]} of the sheet {name}",
            )
        for part in archive.namelist():
            if re.fullmatch(r"xl/(?:comments|threadedComments/threadedComment)\d*\.xml", part):
                said = "\n".join("".join(one.itertext()) for one in parsed(archive.read(part)).iter() if one.text)
                found += [Found(one.kind, one.words, "a comment") for one in in_text(said)]
    return found


def _strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return ["".join(one.itertext(_S + "t")) for one in parsed(archive.read("xl/sharedStrings.xml")).iter(_S + "si")]


def _sheets(archive):
    """Return (name, part) of each sheet, in the workbook's order."""
    rels = parsed(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in rels}
    found = []
    for sheet in parsed(archive.read("xl/workbook.xml")).iter(_S + "sheet"):
        target = targets.get(sheet.get(_R + "id"), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if part in archive.namelist():
            found.append((sheet.get("name", "")[:60], part))
    return found


class _Formats:
    """How numbers are shown: as dates, as amounts of money or of things, or plainly."""

    def __init__(self, archive):
        self.dates, self.amounts = set(), set()
        if "xl/styles.xml" not in archive.namelist():
            return
        root = parsed(archive.read("xl/styles.xml"))
        codes = {one.get("numFmtId"): _NOT_SHOWN.sub("", one.get("formatCode", "")) for one in root.iter(_S + "numFmt")}
        styles = root.find(_S + "cellXfs")
        for number, style in enumerate(styles if styles is not None else ()):
            shown = style.get("numFmtId", "0")
            code = codes.get(shown, "")
            if shown in {str(one) for one in _DATE_FORMATS} or _SHOWS_A_DATE.search(code):
                self.dates.add(str(number))
            elif shown in ("2", "3", "4", "9", "10", "37", "38", "39", "40", "44") or _SHOWS_AN_AMOUNT.search(code):
                self.amounts.add(str(number))

    def written(self, value, style):
        """Return a number as a reader takes it: a date as 2011-03-12, an amount with its commas."""
        try:
            number = float(value)
        except ValueError:
            return value
        if style in self.dates and 0 < number < 100_000:
            return (_FIRST_DAY + timedelta(days=int(number))).isoformat()
        if style in self.amounts:
            return f"{number:,.2f}"
        return str(int(number)) if number == int(number) and abs(number) < 1e15 else value


def _rows(root, strings, shows):
    """Yield (number on the screen, cells) of the rows that hold something; gaps between cells stay."""
    for count, row in enumerate(root.iter(_S + "row"), 1):
        cells = {}
        for place, cell in enumerate(row.iter(_S + "c")):
            cells[_column(cell.get("r", "")) or place] = _value(cell, strings, shows)
        if any(cells.values()):
            yield int(row.get("r", count)), [cells.get(at, "") for at in range(min(max(cells) + 1, 500))]


def _value(cell, strings, shows):
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(cell.itertext(_S + "t"))
    value = cell.findtext(_S + "v") or ""
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return shows.written(value, cell.get("s", "")) if kind == "n" and value else value


def _column(reference):
    """Return the index of "B7", from 0; 0 for what isn't one."""
    index = 0
    for letter in re.match(r"[A-Z]{0,3}", reference)[0]:
        index = index * 26 + ord(letter) - ord("A") + 1
    return max(index - 1, 0)
