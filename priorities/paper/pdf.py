"""A plan on a page, as a PDF that screen readers read: typeset by typst in a process of its own."""

import json
import logging
from pathlib import Path

from portal.files import sandbox
from portal.files.turns import NoTurn, turn
from priorities.paper.pages import PlanPage

PDF = "application/pdf"
SIZES = (10, 9.5, 9, 8.5, 8)  # points: smaller nobody reads on paper
MEGABYTES, SECONDS = 1024, 10
AT_ONCE, WAIT = 2, 2  # processes on this machine, over all workers; seconds that a request waits for one of them
_HERE = Path(__file__).parent
_SCRIPT = _HERE / "typst_process.py"
# The markup may read nothing but what stands here: itself.
_ROOT = _HERE / "root"
_TEMPLATE = _ROOT / "plan.typ"
_log = logging.getLogger(__name__)


class CannotPrint(Exception):
    """The PDF could not be made: it took too long, typst failed, or too many are being made. The log says which."""


def as_pdf(page: PlanPage) -> bytes:
    """Return the PDF/UA-1 of `page`, on one page if that can be read. Raises CannotPrint."""
    asked = {
        "template": _TEMPLATE.read_text(),
        "root": str(_ROOT),
        "inputs": {"page": json.dumps(page.as_data())},
        "sizes": SIZES,
    }
    try:
        with turn("typst", most=AT_ONCE, wait=WAIT):
            return sandbox.run(_SCRIPT, json.dumps(asked).encode(), megabytes=MEGABYTES, seconds=SECONDS).output
    except (sandbox.TooMuch, sandbox.Failed, NoTurn) as error:
        _log.error("A plan could not be typeset: %s %s", type(error).__name__, error)
        raise CannotPrint from error
