"""Paragraphs and tables of Word documents and of slides."""

import io
import re
import zipfile

from portal.documents.identifying.trees import parsed
from portal.drafting.identifying import Found, in_rows, in_text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARTS = {
    "header": "the header", "footer": "the footer", "footnotes": "a footnote", "endnotes": "a note at the end",
    "comments": "a comment",
}  # fmt: skip


def of_word(data: bytes) -> list[Found]:
    """Look through the text, its tables, headers, notes and comments, and what tracked changes deleted."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found += _body(parsed(archive.read("word/document.xml")))
        for name in sorted(archive.namelist()):
            part = re.fullmatch(r"word/(\D+?)\d*\.xml", name)
            if part and part[1] in _PARTS:
                text = "\n".join(_text(one, _W) for one in parsed(archive.read(name)).iter(_W + "p"))
                found += [Found(one.kind, one.words, _PARTS[part[1]]) for one in in_text(text)]
    return found


def of_slides(data: bytes) -> list[Found]:
    """Look through slides and their notes."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = re.fullmatch(r"ppt/(slides/slide|notesSlides/notesSlide)(\d+)\.xml", name)
            if part:
                place = f"slide {part[2]}" if part[1] == "slides/slide" else f"the notes of slide {part[2]}"
                found += _of_slide(parsed(archive.read(name)), place)
    return found


def _of_slide(root, place):
    tables = [_rows(table, _A) for table in root.iter(_A + "tbl")]
    outside = [one for one in root.iter(_A + "p") if not any(True for _ in one.iterancestors(_A + "tbl"))]
    said = in_text("\n".join(_text(one, _A) for one in outside))
    found = [Found(one.kind, one.words, place) for one in said]
    return found + [one for rows in tables for one in in_rows(rows, lambda number: f"row {number} of a table, {place}")]


def _body(root):
    """Paragraphs are counted as a reader counts them: those with words, outside tables."""
    lines, found = [], []
    for table_number, table in enumerate(root.iter(_W + "tbl"), 1):
        place = f"row {{}} of table {table_number}".format
        found += in_rows(_rows(table, _W), place)
    for paragraph in root.iter(_W + "p"):
        if not any(True for _ in paragraph.iterancestors(_W + "tbl")):
            lines.append(_text(paragraph, _W))
    return in_text("\n".join(lines)) + found


def _rows(table, space):
    cells = [[" ".join(_text(one, space) for one in cell.iter(space + "p")) for cell in row.iter(space + "tc")]
             for row in table.iter(space + "tr")]  # fmt: skip
    return cells


def _text(paragraph, space):
    """The words of a paragraph, also those that somebody deleted with changes tracked."""
    said = []
    for one in paragraph.iter(space + "t", space + "delText", space + "tab", space + "br"):
        said.append(one.text or "" if one.tag in (space + "t", space + "delText") else " ")
    return "".join(said).replace("\n", " ")
