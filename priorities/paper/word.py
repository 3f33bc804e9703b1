"""A plan as a Word document, with real headings, lists and a table, to go on working with."""

from portal.paper.word import WORD, bullets, new_document, saved, table
from priorities.paper.pages import PlanPage

__all__ = ["WORD", "as_word", "new_document", "saved", "table"]


def as_word(page: PlanPage) -> bytes:
    """Return the document of `page`."""
    document = new_document(page.title, page.region)
    document.add_paragraph(f"{page.region}, {page.period}", style="Subtitle")
    document.add_paragraph(page.status)
    for line in [*page.introduction, page.address]:
        if line:
            document.add_paragraph(line)
    if page.areas:
        document.add_heading("Areas of activity", 1)
        bullets(document, page.areas)
    if page.priorities:
        document.add_heading("Priorities", 1)
    for priority in page.priorities:
        _priority(document, priority)
    if page.enablers:
        _enablers(document, page)
    if page.general:
        document.add_heading("Actions for enablers", 1)
        _actions(document, page.general)
    return saved(document)


def _priority(document, priority):
    document.add_heading(priority.name, 2)
    for line in [priority.area, *priority.narrative]:
        if line:
            document.add_paragraph(line)
    if priority.focus:
        document.add_heading("Focus areas", 3)
        bullets(document, priority.focus)
    if priority.people:
        document.add_heading("People", 3)
        bullets(document, priority.people)
    if priority.actions:
        document.add_heading("Actions", 3)
        _actions(document, priority.actions)


def _actions(document, actions):
    for action in actions:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(action.title).bold = True
        paragraph.add_run(f". {action.said}")


def _enablers(document, page):
    document.add_heading("Enablers", 1)
    for enabler in page.enablers:
        document.add_heading(enabler.name, 2)
        for line in enabler.narrative:
            document.add_paragraph(line)
    document.add_heading("Which priorities the enablers support", 2)
    rows = [[enabler.name, *("Yes" if it else "No" for it in enabler.supports)] for enabler in page.enablers]
    table(document, ["Enabler", *page.columns], rows)
