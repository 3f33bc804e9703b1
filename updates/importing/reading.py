"""From a file or pasted text to a draft: recognise what it is, refuse what cannot be read, in plain words.

The portal runs this only in a process with limits: see `process`.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

from . import pictures, plain, word
from .assembly import TOO_LONG, assemble, cleaned
from .decoding import decode, is_text, tidy
from .found import CannotRead, Doubt, Found
from .page import Page, looks_like_html
from .region import Regions

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


def read(name: str, data: bytes, regions: Mapping[str, Iterable[str]] | None = None) -> Found:
    """Return the draft found in an uploaded file; `regions` adds names by slug.

    Raises `CannotRead`, whose message is for the person, when the file is not one that can be read.
    """
    name = re.split(r"[/\\]", name)[-1]
    if not data.strip():
        raise CannotRead("This file is empty. Choose another, or paste the text.")
    _refuse_other_kinds(data)
    if data.startswith((word.ZIP, word.OLE)):
        return _of_word(name, data, Regions(regions))
    ending = name.rpartition(".")[2].casefold()
    if ending in ("docx", "docm", "dotx") or (ending == "doc" and not looks_like_html(decode(data))):
        raise CannotRead(f"This is not a Word document, although its name says so, or it is damaged. {_TAKEN}")
    return _of_text(name, data, Regions(regions), ending)


def read_text(text: str, regions: Mapping[str, Iterable[str]] | None = None) -> Found:
    """Return the draft found in pasted plain text or simple HTML. Raises `CannotRead` when there is nothing in it."""
    return _of_characters("", tidy(text), Regions(regions), is_page=looks_like_html(text))


def _refuse_other_kinds(data):
    start = data[:1024].lstrip()
    for magic, why in _OTHER_KINDS:
        if start.startswith(magic):
            raise CannotRead(why)


def _of_word(name, data, regions):
    document = word.read(data)
    found = assemble(document.blocks, name=name, around=document.dropped, regions=regions)
    found.pictures = document.pictures
    found.doubts += [*_picture_doubts(found), *document.doubts]
    found.dropped += document.dropped
    found.original_html = cleaned(document.html)
    return _checked(found)


def _picture_doubts(found):
    """Say in which section each picture stands; return a doubt for each of which a person has to say what it shows."""
    held = {number: section.heading for section in found.sections for number in pictures.numbers(section.html)}
    doubts = []
    for number, one in enumerate(found.pictures, start=1):
        one.section = held.get(number, "")
        doubts += [Doubt("picture", f"Picture {number}: {one.doubt}", one.section)] if one.doubt else []
    return doubts


def _of_text(name, data, regions, ending):
    text = decode(data)
    if not text.strip():
        raise CannotRead("There is no text in this file. Choose another, or paste the text.")
    if not is_text(text, len(data)):
        raise CannotRead(f"This file holds no readable text. {_TAKEN}")
    start = text[:2000].lstrip().casefold()
    is_page = ending in ("html", "htm", "xhtml", "mht") or start.startswith(("<!doctype html", "<html", "<?xml"))
    return _of_characters(name, text, regions, is_page=is_page or (ending != "txt" and looks_like_html(text)))


def _of_characters(name, text, regions, *, is_page):
    too_many = text.count("\n") > MOST_LINES or text.count("<") + text.count("&") > MOST_TAGS
    if len(text) > LONGEST_TEXT or too_many:
        raise CannotRead(TOO_LONG)
    if not text.strip():
        raise CannotRead("There is no text here. Paste the text of the update, or choose a file.")
    if not is_page:
        found = assemble(plain.blocks(text), name=name, regions=regions)
        lines = (f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())
        found.original_html = cleaned("".join(lines))
        return _checked(found)
    page = Page(text)
    found = assemble(
        page.blocks, name=name, page_title=page.title, around=[page.address, *page.dropped], regions=regions
    )
    found.dropped += page.dropped
    found.doubts += page.doubts
    found.original_html = cleaned(text)
    return _checked(found)


def _checked(found):
    if not (found.title or found.sections or found.contacts or found.tags or found.dropped):
        raise CannotRead("There is no text in this document. If it holds only pictures, type or paste the text.")
    return found
