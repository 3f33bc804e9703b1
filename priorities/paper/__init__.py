"""A plan on paper: what a reader may read of it, as a tagged PDF and as a Word document."""

from priorities.paper.keeping import KINDS, on_paper
from priorities.paper.pages import PlanPage, plan_page
from priorities.paper.pdf import PDF, CannotPrint, as_pdf
from priorities.paper.word import WORD, as_word

__all__ = ["KINDS", "PDF", "WORD", "CannotPrint", "PlanPage", "as_pdf", "as_word", "on_paper", "plan_page"]
