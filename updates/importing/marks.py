"""Places in a document of things that cannot be brought in."""

from .blocks import Block
from .found import Doubt


def mark(about: str, text: str) -> Block:
    """Return a block that stands where the thing was; it becomes a doubt with the section it fell in."""
    return Block("mark", mark=Doubt(about, text))
