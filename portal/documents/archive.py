"""Check a .docx before anything in it is unpacked: it is a zip file, and zip files can be made to do harm."""

from portal.files import archives

from .found import CannotRead

LIMITS = archives.Limits(members=2_000, unpacked=150 * archives.MEGABYTE, xml=20 * archives.MEGABYTE, steepest=150)

DAMAGED = "This Word document is damaged and cannot be opened. Open it in Word, save it again, or paste its text."
_UNSAFE = (
    "This file unpacks to far more than a document holds, so it was not opened. "
    "Save a fresh copy from Word, or paste its text."
)


def check(data: bytes) -> None:
    """Raise `CannotRead` unless `data` is a zip file that holds a Word document within the limits."""
    try:
        archive = archives.Archive(data, LIMITS)
    except archives.Damaged:
        raise CannotRead(DAMAGED) from None
    except archives.Protected:
        raise CannotRead("This document is protected by a password. Take the password off and save it again.") from None
    except archives.Unsafe:
        raise CannotRead(_UNSAFE) from None
    _check_kind(set(archive.names))


def _check_kind(names):
    if "mimetype" in names and "content.xml" in names:
        raise CannotRead("This is an OpenDocument file (.odt). Save it as a Word document (.docx), or paste its text.")
    if any(name.startswith("xl/") for name in names):
        raise CannotRead("This is an Excel workbook, not a Word document. Save the text as .docx, .html or .txt.")
    if any(name.startswith("ppt/") for name in names):
        raise CannotRead(
            "This is a PowerPoint presentation, not a Word document. Save the text as .docx, .html or .txt."
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise CannotRead("This is not a Word document. Choose a .docx, .html or .txt file, or paste the text.")
