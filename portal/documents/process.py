"""Read a document in a process of its own, with little memory and time: whatever it holds, the portal goes on."""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from portal.files import sandbox

from . import wire
from .found import CannotRead

LARGEST_FILE = 25 * 1024 * 1024
MEGABYTES = 512  # of memory
SECONDS = 10
TOO_MUCH = (
    "This document is too large or too complicated to be read safely. Save a plainer copy, or paste the part of its "
    "text that is wanted."
)
_FAILED = "This document could not be read. Save it as plain text (.txt), or paste its text."
_log = logging.getLogger(__name__)

Names = Mapping[str, Iterable[str]]


def read(script: Path, name: str, data: bytes, regions: Names | None = None) -> dict:
    """Return the parts of the draft that `script` (see `child`) finds in an uploaded file.

    `regions` adds names by slug. Raises `CannotRead`, whose message is for the person, when the file is not one that
    can be read, or takes more time or memory than a document should.
    """
    if len(data) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1024 // 1024
        raise CannotRead(f"This file is larger than {megabytes} MB. Take its pictures out, or paste its text.")
    return _answered(script, {"name": name}, data, regions)


def read_text(script: Path, text: str, regions: Names | None = None) -> dict:
    """Return what is found in pasted plain text or simple HTML. Raises `CannotRead` as `read` does."""
    return _answered(script, {}, text.encode("utf-8", "surrogatepass"), regions)


def _answered(script, about, data, regions):
    """Ask the child, which knows no settings and may write no file; what it says is plain data."""
    about["regions"] = {slug: list(names) for slug, names in (regions or {}).items()}
    request = json.dumps(about).encode() + b"\n" + data
    try:
        done = sandbox.run(script, request, megabytes=MEGABYTES, seconds=SECONDS)
    except sandbox.TooMuch:
        raise CannotRead(TOO_MUCH) from None
    except sandbox.Failed as failure:
        _log.error("The importer failed: %s", failure)
        raise CannotRead(_FAILED) from None
    if done.said:
        _log.warning("A document was taken for a damaged one: %s", done.said)
    return wire.unpacked(done.output)
