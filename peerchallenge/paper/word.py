"""What was submitted, as a Word document with real headings and lists."""

from portal.paper.word import bullets, new_document, saved, table


def as_word(page) -> bytes:
    """Return the document of an AssessmentPage; its classification and reader stand on every page."""
    document = new_document(page.title, page.region)
    part = document.sections[0]
    part.header.paragraphs[0].text = page.header
    part.footer.paragraphs[0].text = page.footer
    document.add_paragraph(page.subtitle, style="Subtitle")
    document.add_paragraph().add_run(f"{page.level}. {page.who}").bold = True
    document.add_paragraph(page.status)
    if page.signed:
        document.add_heading("Who approved it", 1)
        bullets(document, page.signed)
    document.add_heading("Summary", 1)
    document.add_paragraph(page.counts)
    table(document, ["Section", "Judgement", "Strengths", "Areas for improvement"], page.lines)
    if page.gaps:
        document.add_heading("What was missing when it was submitted", 1)
        bullets(document, page.gaps)
    for section in page.sections:
        _section(document, section)
    return saved(document)


def _section(document, section):
    document.add_heading(section.heading, 1)
    judged = document.add_paragraph()
    judged.add_run(f"Judgement: {section.grade or 'none'}").bold = True
    for line in filter(None, [section.descriptor, section.rationale, _labelled("Direction", section.direction)]):
        document.add_paragraph(line)
    if section.promises:
        document.add_heading("What last year’s self-assessment promised", 2)
        for one in section.promises:
            document.add_paragraph(f"{one.promised} {one.status}. {one.changed}".strip(), style="List Bullet")
    for question in section.questions:
        document.add_heading(question.heading, 2)
        if not question.statements:
            document.add_paragraph("No answer.")
        for statement in question.statements:
            _statement(document, statement)


def _statement(document, statement):
    claim = document.add_paragraph()
    claim.add_run(f"{statement.kind}: ").bold = True
    claim.add_run(statement.claim)
    lines = [f"Evidence: {one.said}{f' ({one.url})' if one.url else ''}" for one in statement.evidence]
    labels = [("So what", statement.so_what), ("Next", statement.next), ("How sure we are", statement.confidence)]
    bullets(document, lines + [_labelled(label, text) for label, text in labels if text])


def _labelled(label, text):
    return f"{label}: {text}" if text else ""
