"""A plan on a page, as a PDF that screen readers read."""

from pathlib import Path

from portal.paper.typesetting import PDF, CannotPrint, typeset
from priorities.paper.pages import PlanPage

SIZES = (10, 9.5, 9, 8.5, 8)  # points: smaller nobody reads on paper
_TEMPLATE = Path(__file__).parent / "root" / "plan.typ"


def as_pdf(page: PlanPage) -> bytes:
    """Return the PDF/UA-1 of `page`, on one page if that can be read. Raises CannotPrint."""
    return typeset(_TEMPLATE, page.as_data(), sizes=SIZES)


__all__ = ["PDF", "CannotPrint", "as_pdf"]
