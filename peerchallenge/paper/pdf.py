"""What was submitted, as a PDF that screen readers read."""

from pathlib import Path

from portal.paper.typesetting import typeset

_TEMPLATE = Path(__file__).parent / "root" / "assessment.typ"


def as_pdf(page) -> bytes:
    """Return the PDF/UA-1 of an AssessmentPage. Raises portal.paper.typesetting.CannotPrint."""
    return typeset(_TEMPLATE, page.as_data())
