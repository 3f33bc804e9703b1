"""Files as people and attackers make them."""

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
)
MAIN = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}


def upload(name, data):
    return SimpleUploadedFile(name, data, content_type="application/x-claimed-by-the-browser")


def picture(size=(1600, 1200), kind="JPEG", mode="RGB", colour=(180, 40, 40), **options):
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def png_that_claims(width, height):
    """A PNG of a few bytes whose header says how large it would be."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def word():
    file = io.BytesIO()
    document = Document()
    document.add_paragraph("Terms of reference.")
    document.save(file)
    return file.getvalue()


@contextmanager
def archive():
    """Give a zip file to write to, whose bytes are in its `data` afterwards."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        yield made
    made.data = file.getvalue()


def office(ending, *, types="", **members):
    """A document of Office with the parts that say what it is, and `members` by name, "__" for a slash."""
    with archive() as made:
        override = f'<Override ContentType="application/vnd.openxmlformats-officedocument.{MAIN[ending]}"/>'
        made.writestr("[Content_Types].xml", CONTENT_TYPES.format(override + types))
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return made.data


def open_document(of="text", *, manifest="", **members):
    with archive() as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{of}", zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return made.data


def overlapping():
    """A zip file whose two entries share the same packed bytes, with a name that makes it a Word document."""
    data = bytearray(office("docx", word__document="x" * 50_000, word__other="x" * 50_000))
    entries = [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]
    data[entries[2] + 42 : entries[2] + 46] = data[entries[1] + 42 : entries[1] + 46]
    return bytes(data)


def encrypted():
    """A zip file whose entries say that they are encrypted."""
    data = bytearray(office("docx"))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)
