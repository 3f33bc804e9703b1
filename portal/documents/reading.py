"""From a file or pasted text to blocks: recognise what it is, refuse what cannot be read, in plain words.

The portal runs this only in a process with limits: see `process`.
"""

import re
from dataclasses import dataclass, field
from html import escape

from . import plain, word
from .blocks import Block
from .decoding import decode, is_text, tidy
from .found import CannotRead, Doubt, Picture
from .page import Page, looks_like_html
from .writing import TOO_LONG, cleaned

LONGEST_TEXT = 3_000_000
MOST_LINES = 20_000
MOST_TAGS = 100_000

_TAKEN = (
    "A Word document (.docx), a web page (.html) or plain text (.txt) can be brought in, or the text can be pasted."
)
_OTHER_KINDS = [
    (
        b"%PDF",
        f"This is a PDF, which cannot be read. Open it and copy its text, or find the document it was made from. "
        f"{_TAKEN}",
    ),
    (b"{\\rtf", f"This is an RTF document, which cannot be read. Open it in Word and save it as .docx. {_TAKEN}"),
    (b"\x89PNG", f"This is a picture, not a document. {_TAKEN}"),
    (b"\xff\xd8\xff", f"This is a picture, not a document. {_TAKEN}"),
    (b"GIF8", f"This is a picture, not a document. {_TAKEN}"),
    (b"\x1f\x8b", f"This is a compressed file. Unpack it first. {_TAKEN}"),
    (b"7z\xbc\xaf", f"This is a compressed file. Unpack it first. {_TAKEN}"),
    (b"Rar!", f"This is a compressed file. Unpack it first. {_TAKEN}"),
]


@dataclass
class Document:
    """A document as blocks.

    `name` is the file's, `title` the one in a page's head, `around` what surrounded the text (headers, footers, a
    page's address), `dropped` what of that was left out; `original_html` is the whole document, readable.
    """

    blocks: list[Block]
    name: str = ""
    title: str = ""
    around: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    original_html: str = ""


def read(name: str, data: bytes) -> Document:
    """Return what an uploaded file holds.

    Raises `CannotRead`, whose message is for the person, when the file is not one that can be read.
    """
    name = re.split(r"[/\\]", name)[-1]
    if not data.strip():
        raise CannotRead("This file is empty. Choose another, or paste the text.")
    _refuse_other_kinds(data)
    if data.startswith((word.ZIP, word.OLE)):
        return _of_word(name, data)
    ending = name.rpartition(".")[2].casefold()
    if ending in ("docx", "docm", "dotx") or (ending == "doc" and not looks_like_html(decode(data))):
        raise CannotRead(f"This is not a Word document, although its name says so, or it is damaged. {_TAKEN}")
    return _of_text(name, data, ending)


def read_text(text: str) -> Document:
    """Return what pasted plain text or simple HTML holds. Raises `CannotRead` when there is nothing in it."""
    return _of_characters("", tidy(text), is_page=looks_like_html(text))


def _refuse_other_kinds(data):
    start = data[:1024].lstrip()
    for magic, why in _OTHER_KINDS:
        if start.startswith(magic):
            raise CannotRead(why)


def _of_word(name, data):
    found = word.read(data)
    return Document(
        found.blocks, name, around=found.dropped, dropped=found.dropped, pictures=found.pictures, doubts=found.doubts,
        original_html=cleaned(found.html),
    )  # fmt: skip


def _of_text(name, data, ending):
    text = decode(data)
    if not text.strip():
        raise CannotRead("There is no text in this file. Choose another, or paste the text.")
    if not is_text(text, len(data)):
        raise CannotRead(f"This file holds no readable text. {_TAKEN}")
    start = text[:2000].lstrip().casefold()
    is_page = ending in ("html", "htm", "xhtml", "mht") or start.startswith(("<!doctype html", "<html", "<?xml"))
    return _of_characters(name, text, is_page=is_page or (ending != "txt" and looks_like_html(text)))


def _of_characters(name, text, *, is_page):
    too_many = text.count("\n") > MOST_LINES or text.count("<") + text.count("&") > MOST_TAGS
    if len(text) > LONGEST_TEXT or too_many:
        raise CannotRead(TOO_LONG)
    if not text.strip():
        raise CannotRead("There is no text here. Paste the text, or choose a file.")
    if not is_page:
        lines = (f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())
        return Document(plain.blocks(text), name, original_html=cleaned("".join(lines)))
    page = Page(text)
    return Document(
        page.blocks, name, page.title, around=[page.address, *page.dropped], dropped=page.dropped, doubts=page.doubts,
        original_html=cleaned(text),
    )  # fmt: skip
