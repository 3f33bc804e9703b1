"""A review on paper: its letter, as a PDF that screen readers read and as a Word document."""

from peerchallenge.reviews.paper.letter import as_pdf, as_word, letter_paper_of
from portal.paper.typesetting import PDF
from portal.paper.word import WORD

# Its type, and what makes it.
KINDS = {"pdf": (PDF, as_pdf), "docx": (WORD, as_word)}

__all__ = ["KINDS", "letter_paper_of"]
