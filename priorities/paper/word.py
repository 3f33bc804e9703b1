"""A plan as a Word document, with real headings, lists and a table, to go on working with."""

from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from portal.ui.atom import xml_text
from priorities.paper.pages import PlanPage

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_word(page: PlanPage) -> bytes:
    """Return the document of `page`."""
    document = new_document(page.title, page.region)
    paragraph(document, f"{page.region}, {page.period}", "Subtitle")
    paragraph(document, page.status)
    for line in [*page.introduction, page.address]:
        if line:
            paragraph(document, line)
    if page.areas:
        heading(document, "Areas of activity", 1)
        bullets(document, page.areas)
    if page.priorities:
        heading(document, "Priorities", 1)
    for priority in page.priorities:
        _priority(document, priority)
    if page.enablers:
        _enablers(document, page)
    if page.general:
        heading(document, "Actions for enablers", 1)
        _actions(document, page.general)
    return saved(document)


def _priority(document, priority):
    heading(document, priority.name, 2)
    for line in [priority.area, *priority.narrative]:
        if line:
            paragraph(document, line)
    if priority.focus:
        heading(document, "Focus areas", 3)
        bullets(document, priority.focus)
    if priority.people:
        heading(document, "People", 3)
        bullets(document, priority.people)
    if priority.actions:
        heading(document, "Actions", 3)
        _actions(document, priority.actions)


def _actions(document, actions):
    for action in actions:
        line = paragraph(document, "", "List Bullet")
        line.add_run(xml_text(action.title)).bold = True
        line.add_run(xml_text(f". {action.said}"))


def _enablers(document, page):
    heading(document, "Enablers", 1)
    for enabler in page.enablers:
        heading(document, enabler.name, 2)
        for line in enabler.narrative:
            paragraph(document, line)
    heading(document, "Which priorities the enablers support", 2)
    rows = [[enabler.name, *("Yes" if it else "No" for it in enabler.supports)] for enabler in page.enablers]
    table(document, ["Enabler", *page.columns], rows)


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
    document.add_heading(xml_text(text), level)


def paragraph(document, text, style=None):
    """Add a paragraph and return it."""
    return document.add_paragraph(xml_text(text), style)


def bullets(document, lines):
    for line in lines:
        paragraph(document, line, "List Bullet")


def table(document, columns, rows):
    """Add a table whose first row is its heading, again on each page."""
    made = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, name in zip(made.rows[0].cells, columns, strict=True):
        cell.text = xml_text(name)
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = xml_text(text)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()
