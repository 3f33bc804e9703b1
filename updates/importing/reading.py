"""From a file or pasted text to the draft of an update, in a process with limits: see `process`."""

from portal.documents import pictures, reading
from portal.documents.found import CannotRead, Doubt
from portal.documents.process import Names
from portal.documents.region import Regions

from .assembly import assemble
from .found import Found


def read(name: str, data: bytes, regions: Names | None = None) -> Found:
    """Return the draft found in an uploaded file; `regions` adds names by slug.

    Raises `CannotRead`, whose message is for the person, when the file is not one that can be read.
    """
    return _draft(reading.read(name, data), Regions(regions))


def read_text(text: str, regions: Names | None = None) -> Found:
    """Return the draft found in pasted plain text or simple HTML. Raises `CannotRead` when there is nothing in it."""
    return _draft(reading.read_text(text), Regions(regions))


def _draft(document, regions):
    found = assemble(
        document.blocks, name=document.name, page_title=document.title, around=document.around, regions=regions
    )
    found.pictures = document.pictures
    found.doubts += [*_picture_doubts(found), *document.doubts]
    found.dropped += document.dropped
    found.original_html = document.original_html
    if not (found.title or found.sections or found.contacts or found.tags or found.dropped):
        raise CannotRead("There is no text in this document. If it holds only pictures, type or paste the text.")
    return found


def _picture_doubts(found):
    """Say in which section each picture stands; return a doubt for each of which a person has to say what it shows."""
    held = {number: section.heading for section in found.sections for number in pictures.numbers(section.html)}
    doubts = []
    for number, one in enumerate(found.pictures, start=1):
        one.section = held.get(number, "")
        doubts += [Doubt("picture", f"Picture {number}: {one.doubt}", one.section)] if one.doubt else []
    return doubts
