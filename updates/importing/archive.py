"""Check a .docx before anything in it is unpacked: it is a zip file, and zip files can be made to do harm."""

import io
import zipfile

from .found import CannotRead

MOST_MEMBERS = 2_000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_XML = 20 * 1024 * 1024
STEEPEST = 150  # unpacked bytes for each packed one, in members larger than a megabyte

DAMAGED = "This Word document is damaged and cannot be opened. Open it in Word, save it again, or paste its text."
_UNSAFE = (
    "This file unpacks to far more than a document holds, so it was not opened. "
    "Save a fresh copy from Word, or paste its text."
)


def check(data: bytes) -> None:
    """Raise `CannotRead` unless `data` is a zip file that holds a Word document within the limits."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, UnicodeDecodeError):
        raise CannotRead(DAMAGED) from None
    if any(member.flag_bits & 0x1 for member in members):
        raise CannotRead("This document is protected by a password. Take the password off and save it again.")
    _check_kind({member.filename for member in members})
    _check_sizes(members)
    _check_overlap(members, len(data))


def _check_kind(names):
    if "mimetype" in names and "content.xml" in names:
        raise CannotRead("This is an OpenDocument file (.odt). Save it as a Word document (.docx), or paste its text.")
    if any(name.startswith("xl/") for name in names):
        raise CannotRead("This is an Excel workbook, not a Word document. Save the update as .docx, .html or .txt.")
    if any(name.startswith("ppt/") for name in names):
        raise CannotRead(
            "This is a PowerPoint presentation, not a Word document. Save the update as .docx, .html or .txt."
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise CannotRead("This is not a Word document. Choose a .docx, .html or .txt file, or paste the text.")


def _check_sizes(members):
    if len(members) > MOST_MEMBERS or len({member.filename for member in members}) != len(members):
        raise CannotRead(_UNSAFE)
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise CannotRead(_UNSAFE)
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size > MOST_XML:
            raise CannotRead(_UNSAFE)
        if member.file_size > 1024 * 1024 and member.file_size > STEEPEST * max(member.compress_size, 1):
            raise CannotRead(_UNSAFE)


def _check_overlap(members, size):
    """Entries that share their packed bytes multiply them; honest files have none."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise CannotRead(_UNSAFE)
        end = member.header_offset + 30 + len(member.orig_filename.encode()) + member.compress_size
    if end > size:
        raise CannotRead(DAMAGED)
