"""Paragraphs and sheets of OpenDocument files."""

import io
import zipfile

from portal.documents.identifying.trees import parsed
from portal.drafting.identifying import Found, in_rows, in_text

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# A cell may say that it stands a thousand times: blank ones mostly do.
_MOST_REPEATS = 50


def of_text(data: bytes) -> list[Found]:
    """Look through the paragraphs and the tables of a text or a presentation."""
    root = _content(data)
    tables = [one for table in root.iter(_TABLE + "table") for one in in_rows(_rows(table), "row {} of a table".format)]
    lines = [_said(one) for one in root.iter(_TEXT + "p", _TEXT + "h") if not _in_table(one)]
    return in_text("\n".join(lines)) + tables


def of_sheets(data: bytes) -> list[Found]:
    found = []
    for table in _content(data).iter(_TABLE + "table"):
        place = f"row {{}} of the sheet {_plain(table.get(_TABLE + 'name', ''))}".format
        found += in_rows(_rows(table), place)
    return found


def _content(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return parsed(archive.read("content.xml"))


def _in_table(paragraph):
    return any(True for _ in paragraph.iterancestors(_TABLE + "table"))


def _rows(table):
    """The rows as they are counted on the screen, but for blank ones at the end."""
    rows = []
    for row in table.iter(_TABLE + "table-row"):
        cells = []
        for cell in row.iter(_TABLE + "table-cell"):
            text = " ".join(_said(one) for one in cell.iter(_TEXT + "p"))
            cells += [text] * min(_number(cell.get(_TABLE + "number-columns-repeated")), _MOST_REPEATS)
        repeats = _number(row.get(_TABLE + "number-rows-repeated"))
        rows += [cells] * (repeats if repeats < 10_000 and not any(cells) else 1)
    return rows


def _said(paragraph):
    return " ".join("".join(paragraph.itertext()).split())


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


def _plain(name):
    return name.replace("{", "(").replace("}", ")")[:60]
