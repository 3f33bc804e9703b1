"""Read one document: run by `portal.files.sandbox`, `child.py < request > answer`. See `process`.

The request is a line of JSON (`name` of the file, absent for pasted text; `regions`) and below it the bytes. No setting
is read and no database is known here.
"""

import json
import sys
import traceback
from pathlib import Path


def _place(error):
    """Where an error arose, for the log: a file's name and a line, no words of the document."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}, line {last.lineno}"


def main():
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from updates.importing import reading, wire
    from updates.importing.found import CannotRead

    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    request = json.loads(head)
    try:
        if "name" in request:
            found = reading.read(request["name"], data, request["regions"])
        else:
            found = reading.read_text(data.decode("utf-8", "surrogatepass"), request["regions"])
        answer = wire.packed(found)
    except CannotRead as refusal:
        answer = wire.refused(str(refusal))
        if refusal.__cause__ is not None:
            sys.stderr.write(f"{type(refusal.__cause__).__name__} at {_place(refusal.__cause__)}")
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
