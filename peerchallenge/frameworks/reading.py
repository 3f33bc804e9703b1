"""Reading a spreadsheet that somebody brings in, in a process with limits: which cells it has, not what they mean."""

import json
import logging
from pathlib import Path
from typing import NamedTuple

from peerchallenge.frameworks.columns import MOST_BYTES
from portal.files import contents, refusals, sandbox
from portal.files.kinds import DOCUMENTS
from portal.files.refusals import Refused

_CHILD = Path(__file__).with_name("child.py")
_MEGABYTES, _SECONDS = 512, 10
_MACROS = {"xlsm", "xlsb", "xltm", "xlam"}
_OLD = {"xls", "xlt"}
NEITHER = "Choose a spreadsheet: an Excel file (.xlsx) or a CSV file (.csv)."
TOO_LARGE = "This file is larger than 2 MB. Take out what isn’t the framework, and choose it again."
TOO_MUCH = "This spreadsheet is too large or too complicated to be read safely. Save a plainer copy, or save it as CSV."
_log = logging.getLogger(__name__)


class Cell(NamedTuple):
    text: str
    is_formula: bool = False


class Sheet(NamedTuple):
    """A sheet with its rows that say something: (number as a spreadsheet shows it, its cells)."""

    name: str
    rows: list[tuple[int, list[Cell]]]


def read(name: str, data: bytes) -> list[Sheet]:
    """Return the sheets of the file called `name`: one without a name for CSV. Raises Refused, with a sentence for the
    person, when it can't be read or may not be."""
    kind = _kind(name)
    if not data:
        raise Refused(refusals.EMPTY)
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if kind == "xlsx":
        contents.check(DOCUMENTS["xlsx"], data)
    try:
        answer = json.loads(
            sandbox.run(_CHILD, f"{kind}\n".encode() + data, megabytes=_MEGABYTES, seconds=_SECONDS).output
        )
    except sandbox.TooMuch:
        raise Refused(TOO_MUCH) from None
    except sandbox.Failed as failure:
        _log.error("A spreadsheet could not be read: %s", failure)
        raise Refused(refusals.DAMAGED) from None
    if "refused" in answer:
        raise Refused(answer["refused"])
    return [
        Sheet(title, [(number, [Cell(*cell) for cell in cells]) for number, cells in rows])
        for title, rows in answer["sheets"]
    ]


def _kind(name):
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _MACROS:
        raise Refused(refusals.MACROS)
    if ending in _OLD:
        raise Refused(refusals.OLD)
    if ending not in ("csv", "xlsx"):
        raise Refused(NEITHER)
    return ending
