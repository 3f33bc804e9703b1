"""From a Word document to blocks: checked as a zip file, read as HTML, walked as a page is."""

from dataclasses import dataclass, field

from . import archive
from .blocks import Block, Run
from .found import CannotRead, Doubt
from .marks import mark
from .page import parsed
from .process import TOO_MUCH
from .walk import Walker
from .word_reader import Reader

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class WordDocument:
    """`blocks` in order, with marks; `html` is the whole document; `dropped` holds headers and footers."""

    blocks: list[Block]
    html: str
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
    except Exception:
        raise CannotRead(archive.DAMAGED) from None


def _document(answer):
    root = parsed(f"<body>{answer['html']}</body>")
    if root is None:
        raise CannotRead(TOO_MUCH)
    marks = [mark(one["about"], one["text"]) for one in answer["marks"]]
    body = root.find("body")
    notes = _take_notes(body)
    blocks = _with_notes(Walker(marks).blocks(body), notes)
    html = answer["html"]
    for number in range(len(marks)):
        html = html.replace(f"\ue0f0{number}\ue0f1", "")
    document = WordDocument(blocks, html, answer["dropped"])
    if answer["lost"]:
        document.blocks += [Block("p", [Run(text)]) for text in answer["lost"]]
        text = "Some text stood in a part of the document that cannot be placed. It is at the end."
        document.doubts.append(Doubt("text", text))
    return document


def _take_notes(body):
    """Take the notes from the end of the body: a list of (label, text)."""
    notes = []
    for item in body.xpath(".//li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"):
        for back in item.xpath(".//a[starts-with(@href, '#')]"):
            back.drop_tree()
        notes.append((f"[{len(notes) + 1}]", Walker().blocks(item)))
        item.drop_tree()
    return notes


def _with_notes(blocks, notes):
    """Put each note below the section's text in which its number stands, and mark it."""
    result, waiting, left = [], [], list(notes)
    for block in blocks:
        if block.kind == "heading" or (block.kind == "p" and block.is_bold):
            result += waiting
            waiting = []
        result.append(block)
        while left and left[0][0] in block.text:
            label, said = left.pop(0)
            text = " ".join(one.line for one in said)
            waiting.append(
                Block("p", [Run(f"{label} "), *(run for one in said for run in one.runs)] if said else [Run(label)])
            )
            waiting.append(mark("footnote", f"Footnote {label}: “{text}”. It was put at the end of this section."))
    for label, said in left:
        waiting.append(Block("p", [Run(f"{label} {' '.join(one.line for one in said)}")]))
        waiting.append(mark("footnote", f"Footnote {label} was put at the end: its place was not found."))
    return result + waiting
