"""From a file or pasted text to the findings of a letter, in a process with limits: see `process`."""

from portal.documents import reading
from portal.documents.process import Names

from .assembly import assemble
from .found import FoundLetter


def read(name: str, data: bytes, regions: Names | None = None) -> FoundLetter:
    """Return what an uploaded letter says. Raises `CannotRead`, whose message is for the person."""
    return assemble(reading.read(name, data))


def read_text(text: str, regions: Names | None = None) -> FoundLetter:
    """Return what pasted plain text or simple HTML says. Raises `CannotRead` when there is nothing in it."""
    return assemble(reading.read_text(text))
