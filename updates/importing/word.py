"""From a Word document to blocks. The document is checked here and opened only in a process of its own, with limits."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import archive
from .blocks import Block, Run
from .found import CannotRead, Doubt
from .marks import mark
from .page import parsed
from .walk import Walker

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECONDS = 20
_CHILD = Path(__file__).with_name("word_process.py")
_TOO_MUCH = (
    "This Word document is too large or too complicated to be read safely. Save a plainer copy, or paste its text."
)


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
    """Run the reader in a process without our settings or paths, with little memory and time, writing no file."""
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotRead(_TOO_MUCH) from None
    try:
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except ValueError:
        answer = {}
    if "refused" in answer:
        raise CannotRead(answer["refused"])
    if "html" not in answer:
        raise CannotRead(_TOO_MUCH if done.returncode < 0 or b"MemoryError" in done.stderr else archive.DAMAGED)
    return answer


def _document(answer):
    root = parsed(f"<body>{answer['html']}</body>")
    if root is None:
        raise CannotRead(_TOO_MUCH)
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
