"""The text of a PDF, page by page. A page without text, such as a scan, can't be looked through: that is said."""

import io
import logging

from portal.drafting.identifying import Found, in_text


def of_pdf(data: bytes) -> list[Found]:
    """Look through every page; raises what pypdf raises when it isn't a whole PDF."""
    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)  # what it says of damaged files would hold their words
    found, blank = [], []
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
        text = page.extract_text()
        found += [Found(one.kind, one.words, f"page {number}") for one in in_text(text)]
        if not text.strip() and "/XObject" in (page.get("/Resources") or {}):
            blank.append(number)
    return found + [Found("unread", "", f"page {number}") for number in blank]
