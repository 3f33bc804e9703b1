"""The exception report as a Word document."""

from django.utils import timezone

from portal.ui import dates
from priorities.exceptions import Report
from priorities.paper.word import heading, new_document, paragraph, saved, table


def report_as_word(report: Report) -> bytes:
    """Return the document: a heading and a table a chapter."""
    plan = report.plan
    document = new_document(f"Exception report: {plan.title}", str(plan.region))
    today = dates.day(timezone.localdate())
    paragraph(document, f"{plan.region}. Since {dates.day(report.since)}, written on {today}.", "Subtitle")
    for chapter in report.chapters:
        heading(document, chapter.title, 1)
        if not chapter.lines:
            paragraph(document, chapter.none)
            continue
        rows = [[line.action.title, line.said, line.owner, line.part] for line in chapter.lines]
        table(document, ["Action", "What", "Owner", "Belongs to"], rows)
    return saved(document)
