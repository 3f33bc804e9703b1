"""What was submitted, on paper: a tagged PDF and a Word document, with its classification on every page."""

from peerchallenge.paper.pages import AssessmentPage, assessment_page
from peerchallenge.paper.pdf import as_pdf
from peerchallenge.paper.word import as_word
from portal.paper.typesetting import PDF
from portal.paper.word import WORD

# Its type, what makes it, what reading it is called.
KINDS = {"pdf": (PDF, as_pdf, "PDF"), "docx": (WORD, as_word, "Word")}

__all__ = ["KINDS", "AssessmentPage", "as_pdf", "as_word", "assessment_page"]
