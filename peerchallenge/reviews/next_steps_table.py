"""The action plan as a table and as a Word document: what the page of next steps shows, as its reader may read it."""

from peerchallenge.reviews.acting import is_late
from portal.paper.word import bullets, heading, new_document, paragraph, saved, table
from portal.ui import dates
from portal.ui.atom import xml_text

COLUMNS = (
    "Finding", "Headline", "Next step", "Answer", "Why", "Action", "Owner", "By", "How we will know", "Status",
    "How checked, or why", "Serves", "Who can read it",
)  # fmt: skip
IN_PAPER = ("What", "Owner", "By", "How we will know", "Status")


def as_table(page) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of a NextStepsPage: one for each action, and one for a next step that has none."""
    return list(COLUMNS), [row for group in page.groups for card in group.steps for row in _rows(group, card)]


def _rows(group, card):
    number, headline = (str(group.card.number), group.card.headline) if group.card else ("", "")
    step = [number, headline, card.step.text, card.answer, card.because]
    if not card.actions:
        yield [*step, *[""] * 7, card.level]
    for row in card.actions:
        one, serves = row.action, "; ".join(name for name, _ in row.serves)
        said = [one.what, one.owner, one.due_on.isoformat(), one.measure, row.status, one.because, serves]
        yield [*step, *said, card.level]


def as_word(page, who, person, at) -> bytes:
    """Return the document of a NextStepsPage; who can read it (an Audience) and its reader stand on every page."""
    review = page.review
    document = new_document(f"{review}: action plan", str(review.region))
    part = document.sections[0]
    part.header.paragraphs[0].text = xml_text(f"{who.level}. {review}, action plan. Only for those named below.")
    part.footer.paragraphs[0].text = xml_text(f"Printed by {person} on {dates.moment(at)}")
    paragraph(document, "").add_run(xml_text(f"{who.level}. {who.said}")).bold = True
    if page.progress:
        paragraph(document, f"{page.progress}.")
    for group in page.groups:
        if group.steps:
            _group(document, group)
    if not any(group.steps for group in page.groups):
        paragraph(document, "There are no next steps yet.")
    return saved(document)


def _group(document, group):
    heading(document, f"{group.card.number}. {group.card.headline}" if group.card else "Next steps", 1)
    for card in group.steps:
        heading(document, card.step.text, 2)
        said = ". ".join(filter(None, [card.answer, card.because]))
        bullets(document, [line for line in (said, f"Who can read it: {card.level}") if line])
        if card.actions:
            table(document, list(IN_PAPER), [_in_paper(row.action, row) for row in card.actions])


def _in_paper(one, row):
    status = f"{row.status}. {one.because}" if one.because else row.status
    by = dates.day(one.due_on)
    return [one.what, one.owner, f"{by}, late" if is_late(one) else by, one.measure, status]
