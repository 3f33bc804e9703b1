"""From a file or pasted text to a plan, in a process with limits: see `process`."""

from portal.documents import reading
from portal.documents.process import Names
from portal.documents.region import Regions

from .assembly import assemble
from .found import FoundPlan


def read(name: str, data: bytes, regions: Names | None = None) -> FoundPlan:
    """Return the plan found in an uploaded file; `regions` adds names by slug.

    Raises `CannotRead`, whose message is for the person, when the file is not one that can be read.
    """
    return assemble(reading.read(name, data), Regions(regions))


def read_text(text: str, regions: Names | None = None) -> FoundPlan:
    """Return the plan found in pasted plain text or simple HTML. Raises `CannotRead` when there is nothing in it."""
    return assemble(reading.read_text(text), Regions(regions))
