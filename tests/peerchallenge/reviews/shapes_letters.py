"""Letters for tests, in words of our own; people and places are invented."""

from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from peerchallenge.reviews.models import LetterDraft

PLAIN = """12 November 2025

Dear Alice

Team review of children's services in Ardenvale

Thank you for asking us. The team was on site from 3 to 5 November 2025.

Strengths

- Children are seen quickly at the front door.
- Leaders are visible. Staff spoke of it in nine sessions.

Areas for development

- Thresholds are read in different ways by partners.
- The quality of plans is uneven.

Recommended next steps

1. Agree one page on thresholds with partners.
2. Let managers read plans together.

Yours sincerely

Wren Marsh
Director of Children's Services, Lenchester
"""


def word(*parts) -> bytes:
    """A Word document of (style, text) in their order; text between two asterisks at its beginning is bold."""
    document = docx.Document()
    for style, text in parts:
        paragraph = document.add_paragraph(style=style)
        if text.startswith("*"):
            _, bold, text = text.split("*", 2)
            paragraph.add_run(bold).bold = True
        paragraph.add_run(text)
    return saved(document)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


THEMED = (
    ("Normal", "Private and confidential"),
    ("Normal", "12 November 2025"),
    ("Normal", "Dear Alice"),
    ("Normal", "Safeguarding Assurance Visit to Ardenvale, 4 to 5 November 2025"),
    ("Heading 1", "Leadership"),
    ("Heading 2", "What is working well"),
    ("List Bullet", "*A settled team.* Leaders have held their posts for three years, and staff trust them."),
    ("Heading 2", "Areas for further consideration"),
    ("List Bullet", "Scrutiny does not see the figures that managers see."),
    ("Heading 2", "Recommended next steps"),
    ("List Number", "Give scrutiny the managers’ scorecard."),
    ("Heading 1", "Early help"),
    ("Normal", "The team found the following strengths:"),
    ("List Bullet", "Families are helped within a week"),
    ("Normal", "Yours sincerely"),
    ("Normal", "Wren Marsh"),
)


def upload(data=None, name="Ardenvale letter.docx"):
    return SimpleUploadedFile(name, word(*THEMED) if data is None else data)


def written(review, by, **fields):
    """What the lead wrote around the findings of `review`."""
    known = {"opening": "Thank you for inviting us.", "closing": "We wish you well.", "signed_by": "Wren, Lenchester"}
    return LetterDraft.objects.create(review=review, made_by=by, edited_by=by, **known | fields)
