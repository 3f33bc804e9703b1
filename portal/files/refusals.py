"""Why a file is not taken: each a sentence that says what to do instead."""


class Refused(Exception):
    """The file is not taken; the text says why, and what to do, to the person who sent it."""


EMPTY = "This file is empty. Choose another."
DAMAGED = "This file is damaged: it cannot be opened. Open it in the program that made it, and save it again."
UNSAFE = "This file unpacks to far more than a document holds, so it was not taken. Save a fresh copy of it."
PROTECTED = "This file is protected by a password or by restrictions. Save a copy without them, and choose that."
MACROS = (
    "This file holds a program (macros or scripts), which could harm those who open it. "
    "Save it without, for example as .docx, .xlsx, .pptx or PDF."
)
OLD = "This is a file of the old kind (.doc, .xls or .ppt). Open it, and save it as .docx, .xlsx or .pptx."
FORMULAS = (
    "A cell of this CSV file begins with a formula, which a spreadsheet would run. "
    "Write values in its place, or save it as .xlsx."
)
NOT_TEXT = "This is not a CSV file: it does not hold lines of text. Save the table as CSV again."
OTHER_KIND = (
    "Documents can be PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), CSV or OpenDocument (.odt, .ods, .odp)."
)
A_PICTURE = "This is a picture. Add it as a picture, so that it can be described to people who cannot see it."
NO_PICTURE = "Pictures can be JPEG, PNG, GIF or WebP. Save it as one of these."
DAMAGED_PICTURE = "This picture is damaged: it cannot be opened. Save it again in the program that made it."
TOO_MANY_PIXELS = "This picture has more than 40 million pixels. Make it smaller: pages show 1,440 across at most."
TOO_COMPLICATED = "This picture takes too long to read. Save it again as JPEG or PNG, and choose that."


def too_large(megabytes: int, what: str) -> str:
    return f"This file is larger than {megabytes} MB, which is the most for a {what}. Make it smaller."


def disguised(label: str) -> str:
    return f"This is not a {label} file, although its name says so. Choose another, or save it again as {label}."
