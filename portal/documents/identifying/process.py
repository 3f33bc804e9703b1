"""Look through a document in a process of its own, with little memory and time: see `portal.files.sandbox`."""

import json
import logging
from pathlib import Path

from portal.documents.found import CannotRead
from portal.drafting.identifying import Found
from portal.files import sandbox

_CHILD = Path(__file__).with_name("child.py")
MEGABYTES = 768  # of memory
SECONDS = 10
TOO_MUCH = (
    "This file is too large or too complicated to be looked through for numbers that identify a child. "
    "Save a smaller one, such as the pages that matter."
)
FAILED = (
    "This file could not be looked through for numbers that identify a child. Open it, save it again, and choose that."
)
_log = logging.getLogger(__name__)


def in_file(ending: str, data: bytes) -> list[Found]:
    """Return what is found in a document of the kind `ending` ("docx") that was checked by `portal.files`.

    The place is "row 3 of the sheet Audits", "paragraph 2", "page 4", "slide 3". Raises CannotRead.
    """
    try:
        answer = sandbox.run(_CHILD, ending.encode() + b"\n" + data, megabytes=MEGABYTES, seconds=SECONDS).output
    except sandbox.TooMuch:
        raise CannotRead(TOO_MUCH) from None
    except sandbox.Failed as failure:
        _log.error("A document could not be looked through: %s", failure)
        raise CannotRead(FAILED) from None
    return [Found(*one) for one in json.loads(answer)]
