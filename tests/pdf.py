"""What a PDF says, and how it is tagged: read by the library with which the portal itself reads PDFs."""

from io import BytesIO
from typing import NamedTuple

from pypdf import PdfReader


class Tagging(NamedTuple):
    """What readers of all kinds go by: the title, the language, whether it claims PDF/UA, the kinds of its tags."""

    title: str
    language: str
    is_marked: bool
    is_for_all: bool
    kinds: set[str]


def text_of(pdf: bytes) -> str:
    """Return the words of all pages, one space between two."""
    return " ".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page, one space between two."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def tagging_of(pdf: bytes) -> Tagging:
    reader = PdfReader(BytesIO(pdf))
    root = reader.root_object
    return Tagging(
        reader.metadata.title, root["/Lang"], bool(root["/MarkInfo"]["/Marked"]),
        b"pdfuaid:part" in root["/Metadata"].get_data(), set(_kinds(root["/StructTreeRoot"])),
    )  # fmt: skip


def _kinds(node):
    if "/S" in node:
        yield str(node["/S"])
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if hasattr(child, "get"):
            yield from _kinds(child)
