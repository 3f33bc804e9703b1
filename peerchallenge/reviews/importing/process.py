"""Read a letter into what it found, in a process of its own: see `portal.documents.process`."""

from pathlib import Path

from portal.documents import process
from portal.documents.process import Names

from .found import FoundLetter

_CHILD = Path(__file__).with_name("child.py")


def read(name: str, data: bytes, regions: Names | None = None) -> FoundLetter:
    """Return what an uploaded letter says. Raises `CannotRead`, whose message is for the person."""
    return FoundLetter.of_parts(process.read(_CHILD, name, data, regions))


def read_text(text: str, regions: Names | None = None) -> FoundLetter:
    """Return what a letter says that was pasted as plain text or simple HTML. Raises `CannotRead`."""
    return FoundLetter.of_parts(process.read_text(_CHILD, text, regions))
