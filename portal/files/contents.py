"""Whether a document holds what its name says. Nothing is unpacked but the small parts that say what the rest is."""

import csv
import io
import re

from portal.files import archives
from portal.files.kinds import Kind
from portal.files.refusals import DAMAGED, FORMULAS, MACROS, NOT_TEXT, OLD, PROTECTED, UNSAFE, Refused, disguised

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
_PROGRAMS = (b"macroenabled", b"vbaproject", b"macrosheet", b"activex")
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_PDF_PROGRAM = re.compile(rb"/(?:JavaScript|Launch)\b")
# What starts a program or a query from a cell; "-5" and "- none" are honest.
_FORMULA = re.compile(r"\s*(?:=|[+@-]\w+\(|[+@-][^|]*\|[^!]*!)", re.ASCII)
_MARK = "\ufeff"  # by which Excel knows UTF-8
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def check(kind: Kind, data: bytes) -> bytes:
    """Return the bytes to keep of a document of this kind. Raises Refused when it holds anything else, or programs."""
    if kind.ending == "csv":
        return _csv(data)
    if kind.ending == "pdf":
        _check_pdf(data)
    else:
        _check_archive(kind, data)
    return data


def _check_pdf(data):
    if not data.startswith(b"%PDF-"):
        raise Refused(disguised("PDF"))
    if b"%%EOF" not in data[-2048:] or b"startxref" not in data:
        raise Refused(DAMAGED)
    if _PDF_ENCRYPTED.search(data):
        raise Refused(PROTECTED)
    if _PDF_PROGRAM.search(data):
        raise Refused(MACROS)


def _check_archive(kind, data):
    if data.startswith(_OLE):  # what Office makes of a document with a password, and of every document until 2006
        raise Refused(PROTECTED if "EncryptedPackage".encode("utf-16-le") in data else OLD)
    if not data.startswith(_ZIP):
        raise Refused(disguised(kind.label))
    try:
        archive = archives.Archive(data)
        if kind.ending in _MAIN:
            _check_office(kind, archive)
        else:
            _check_open_document(kind, archive)
    except archives.Protected:
        raise Refused(PROTECTED) from None
    except archives.Unsafe:
        raise Refused(UNSAFE) from None
    except archives.Damaged:
        raise Refused(DAMAGED) from None


def _check_office(kind, archive):
    types = archive.read("[Content_Types].xml")
    known = types.lower()
    if any(word in known for word in _PROGRAMS) or any(n.lower().endswith("vbaproject.bin") for n in archive.names):
        raise Refused(MACROS)
    if _MAIN[kind.ending] not in types:
        raise Refused(disguised(kind.label))


def _check_open_document(kind, archive):
    if archive.read("mimetype") != kind.content_type.encode():
        raise Refused(disguised(kind.label))
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused(PROTECTED)
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        raise Refused(MACROS)


def _csv(data):
    """Return the same table in UTF-8; what is not, is what Excel saves on Windows."""
    text = _decoded(data)
    start = text[:200].lstrip(f"{_MARK} \t\r\n").lower()
    if not start or _CONTROL.search(text) or start.startswith(("<", "%pdf", "{\\rtf")):
        raise Refused(NOT_TEXT)
    try:
        delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        rows = csv.reader(io.StringIO(text.lstrip(_MARK), newline=""), delimiter=delimiter)
        if any(_FORMULA.match(cell) for row in rows for cell in row):
            raise Refused(FORMULAS)
    except csv.Error:
        raise Refused(NOT_TEXT) from None
    return text.encode()


def _decoded(data):
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _MARK + data.decode("utf-16")
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return _MARK + data.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused(NOT_TEXT) from None
