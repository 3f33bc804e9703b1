"""A plan as a Word document, with real headings, lists and a table, to go on working with."""

from portal.paper.word import WORD, bullets, heading, new_document, paragraph, saved, table
from portal.ui.atom import xml_text
from priorities.paper.pages import PlanPage

__all__ = ["WORD", "as_word", "new_document", "saved", "table"]


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
