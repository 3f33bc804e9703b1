"""What was submitted, as a Word document with real headings and lists."""

from portal.paper.word import bullets, heading, new_document, paragraph, saved, table
from portal.ui.atom import xml_text


def as_word(page) -> bytes:
    """Return the document of an AssessmentPage; its classification and reader stand on every page."""
    document = new_document(page.title, page.region)
    part = document.sections[0]
    part.header.paragraphs[0].text = xml_text(page.header)
    part.footer.paragraphs[0].text = xml_text(page.footer)
    paragraph(document, page.subtitle, "Subtitle")
    paragraph(document, "").add_run(xml_text(f"{page.level}. {page.who}")).bold = True
    paragraph(document, page.status)
    if page.signed:
        heading(document, "Who approved it", 1)
        bullets(document, page.signed)
    heading(document, "Summary", 1)
    paragraph(document, page.counts)
    table(document, ["Section", "Judgement", "Strengths", "Areas for improvement"], page.lines)
    if page.gaps:
        heading(document, "What was missing when it was submitted", 1)
        bullets(document, page.gaps)
    for section in page.sections:
        _section(document, section)
    return saved(document)


def _section(document, section):
    heading(document, section.heading, 1)
    judged = paragraph(document, "")
    judged.add_run(xml_text(f"Judgement: {section.grade or 'none'}")).bold = True
    for line in filter(None, [section.descriptor, section.rationale, _labelled("Direction", section.direction)]):
        paragraph(document, line)
    if section.promises:
        heading(document, "What was promised", 2)
        for one in section.promises:
            paragraph(document, f"{one.promised} {one.status}. {one.changed}".strip(), "List Bullet")
    for question in section.questions:
        heading(document, question.heading, 2)
        if not question.statements:
            paragraph(document, "No answer.")
        for statement in question.statements:
            _statement(document, statement)


def _statement(document, statement):
    claim = paragraph(document, "")
    claim.add_run(xml_text(f"{statement.kind}: ")).bold = True
    claim.add_run(xml_text(statement.claim))
    lines = [f"Evidence: {one.said}{f' ({one.url})' if one.url else ''}" for one in statement.evidence]
    labels = [("So what", statement.so_what), ("Next", statement.next), ("How sure we are", statement.confidence)]
    bullets(document, lines + [_labelled(label, text) for label, text in labels if text])


def _labelled(label, text):
    return f"{label}: {text}" if text else ""
