"""Texts as a PDF that screen readers read: typeset by typst in a process of its own."""

import json
import logging
from pathlib import Path

from portal.files import sandbox
from portal.files.turns import NoTurn, turn

PDF = "application/pdf"
MEGABYTES, SECONDS = 1024, 10
AT_ONCE, WAIT = 2, 2  # processes on this machine, over all workers; seconds that a request waits for one of them
_SCRIPT = Path(__file__).parent / "typst_process.py"
_log = logging.getLogger(__name__)


class CannotPrint(Exception):
    """The PDF could not be made: it took too long, typst failed, or too many are being made. The log says which."""


def typeset(template: Path, data: dict, *, sizes=(10,), seconds: float = SECONDS) -> bytes:
    """Return the PDF/UA-1 that `template` (typst's markup) makes of `data` (plain values; `page` in the markup).

    `sizes` are those of the text, in points: the first with which all fits on one page, else the first. The markup
    may read nothing but what stands in its own folder. Raises CannotPrint.
    """
    asked = {
        "template": template.read_text(),
        "root": str(template.parent),
        "inputs": {"page": json.dumps(data)},
        "sizes": sizes,
    }
    try:
        with turn("typst", most=AT_ONCE, wait=WAIT):
            return sandbox.run(_SCRIPT, json.dumps(asked).encode(), megabytes=MEGABYTES, seconds=seconds).output
    except (sandbox.TooMuch, sandbox.Failed, NoTurn) as error:
        _log.error("%s could not be typeset: %s %s", template.stem, type(error).__name__, error)
        raise CannotPrint from error
