"""Word documents of ours, with real headings, lists and tables, to go on working with."""

from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

from portal.ui.atom import xml_text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def new_document(title: str, author: str):
    """Return an empty document of ours: its title as heading and as property, its language British English."""
    document = Document()
    document.core_properties.title = xml_text(title)
    document.core_properties.author = xml_text(author)
    document.core_properties.language = "en-GB"
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)
    heading(document, title, 0)
    return document


# What people paste may hold control characters, with which the document could not be made.


def heading(document, text, level):
    paragraph(document, text, f"Heading {level}" if level else "Title")


def paragraph(document, text, style=None):
    """Add a paragraph in the style with this name and return it."""
    made = document.add_paragraph(xml_text(text))
    if style:
        made._p.style = _style_ids()[style]
    return made


@lru_cache(maxsize=1)
def _style_ids():
    """{name: id} of the styles that a new document has: looked up each time, they cost a millisecond a paragraph."""
    return {style.name: style.style_id for style in Document().styles}


def bullets(document, lines):
    for line in lines:
        paragraph(document, line, "List Bullet")


def table(document, columns, rows):
    """Add a table whose first row is its heading, again on each page."""
    # Made whole: rows that are added one by one look up the table's columns for each cell.
    lines = [columns, *rows]
    made = document.add_table(rows=len(lines), cols=len(columns), style="Table Grid")
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for tr, line in zip(made._tbl.tr_lst, lines, strict=True):
        for tc, text in zip(tr.tc_lst, line, strict=True):
            _Cell(tc, made).text = xml_text(text)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
