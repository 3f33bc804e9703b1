"""Read a document into a plan, in a process of its own: see `portal.documents.process`."""

from pathlib import Path

from portal.documents import process
from portal.documents.process import Names

from .found import FoundPlan

_CHILD = Path(__file__).with_name("child.py")


def read(name: str, data: bytes, regions: Names | None = None) -> FoundPlan:
    """Return the plan found in an uploaded file; `regions` adds names by slug. Raises `CannotRead`."""
    return FoundPlan.of_parts(process.read(_CHILD, name, data, regions))


def read_text(text: str, regions: Names | None = None) -> FoundPlan:
    """Return the plan found in pasted plain text or simple HTML. Raises `CannotRead`."""
    return FoundPlan.of_parts(process.read_text(_CHILD, text, regions))
