"""From a Word document to blocks: checked as a zip file, read as HTML, walked as a page is."""

import re
from dataclasses import dataclass, field

from . import archive
from .blocks import Block, Run
from .found import CannotRead, Doubt, Picture
from .marks import mark, note
from .page import parsed
from .process import TOO_MUCH
from .walk import MARKER, NOTE, Walker
from .word_numbers import LIST_MARK
from .word_reader import Reader

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class WordDocument:
    """`blocks` in order, with marks; `html` is the whole document; `dropped` holds headers and footers."""

    blocks: list[Block]
    html: str
    pictures: list[Picture] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read(data: bytes) -> WordDocument:
    """Return what a .docx holds. Raises `CannotRead` with a sentence for the person."""
    if data.startswith(OLE):
        raise CannotRead(_why_not_ole(data))
    archive.check(data)
    return _document(_opened(data))


def _why_not_ole(data):
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "This document is protected by a password. Open it in Word, take the password off, and save it again."
    if "WordDocument".encode("utf-16-le") in data:
        return "This is a Word document of the old kind (.doc). Open it in Word and save it as .docx."
    return "This is an old Office file, which cannot be read. Save it from Word as .docx, or paste its text."


def _opened(data):
    """Return the reader's answer; whatever a broken document does to the libraries, it is only broken."""
    try:
        return Reader(data).answer()
    except (CannotRead, MemoryError):
        raise
    except Exception as error:
        raise CannotRead(archive.DAMAGED) from error


def _document(answer):
    # How an item is counted stands where HTML has it.
    html = re.sub(f"<li>{LIST_MARK.pattern}", r'<li type="\1" value="\2">', answer["html"])
    root = parsed(f"<body>{LIST_MARK.sub('', html)}</body>")
    if root is None:
        raise CannotRead(TOO_MUCH)
    marks = [mark(**one) for one in answer["marks"]]
    body = root.find("body")
    notes = _take_notes(body, marks)
    document = WordDocument(
        Walker(marks, notes).blocks(body), _as_it_was(answer), answer["pictures"], answer["dropped"]
    )
    document.doubts += [Doubt(one["about"], one["text"]) for one in answer["unplaced"]]
    if answer["lost"]:
        document.blocks += [Block("p", [Run(text)]) for text in answer["lost"]]
        text = "Some text stood in a part of the document that cannot be placed. It is at the end."
        document.doubts.append(Doubt("text", text))
    return document


def _as_it_was(answer):
    """The whole document's HTML, with the numbers of pictures in place of the markers."""

    def shown(found):
        number = answer["marks"][int(found[1])]["picture"]
        return f" [Picture {number}] " if number else ""

    return MARKER.sub(shown, LIST_MARK.sub("", answer["html"]))


def _take_notes(body, marks):
    """Take the notes from the end of the body, and make each place that refers to one known to the walker.

    Return a mark by the number that stands in the text.
    """
    said = {}
    for item in body.xpath(".//li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"):
        for back in item.xpath(".//a[starts-with(@href, '#footnote-ref-') or starts-with(@href, '#endnote-ref-')]"):
            back.drop_tree()
        said[item.get("id")] = Walker(marks).blocks(item)
        item.drop_tree()
    notes = {}
    for place in body.xpath(".//a[starts-with(@id, 'footnote-ref-') or starts-with(@id, 'endnote-ref-')]"):
        number = len(notes) + 1
        held = said.get(place.get("href", "")[1:], [])
        notes[number] = [note(number, [one for one in held if one.kind != "mark"])]
        notes[number] += [one for one in held if one.kind == "mark"]
        raised = place.getparent() if place.getparent().tag == "sup" else place
        raised.tag = NOTE
        raised.set("number", str(number))
        place.text = ""
    return notes
