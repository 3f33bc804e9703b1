"""Places in a document of things that are not text."""

from .blocks import Block
from .found import Doubt


def mark(about: str, text: str, picture: int = 0) -> Block:
    """Return a block that stands where the thing was; `text` becomes a doubt with the section it fell in.

    `picture` is the number of a picture that was kept.
    """
    return Block("mark", mark=Doubt(about, text), picture=picture)


def note(number: int, blocks: list[Block]) -> Block:
    """Return a block that stands where a footnote's or an endnote's number was; it holds what the note says."""
    return Block("mark", mark=Doubt("footnote", ""), note=number, items=blocks)
