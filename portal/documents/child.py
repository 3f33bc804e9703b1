"""Read one document in a process of its own: what the `child.py` of each importer does. See `process`.

`portal.files.sandbox` runs that script, `child.py < request > answer`. The request is a line of JSON (`name` of the
file, absent for pasted text; `regions`) and below it the bytes. No setting is read and no database is known here.
"""

import json
import sys
import traceback
from pathlib import Path

from . import wire
from .found import CannotRead


def _place(error):
    """Where an error arose, for the log: a file's name and a line, no words of the document."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}, line {last.lineno}"


def answer(reading) -> None:
    """Answer the request on standard input with what the module `reading` (its `read`, `read_text`) finds."""
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(head)
    try:
        if "name" in request:
            found = reading.read(request["name"], data, request["regions"])
        else:
            found = reading.read_text(data.decode("utf-8", "surrogatepass"), request["regions"])
        packed = wire.packed(found)
    except CannotRead as refusal:
        packed = wire.refused(str(refusal))
        if refusal.__cause__ is not None:
            sys.stderr.write(f"{type(refusal.__cause__).__name__} at {_place(refusal.__cause__)}")
    sys.stdout.buffer.write(packed)
