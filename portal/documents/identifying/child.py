"""Look through one document: run by `portal.files.sandbox`, see `process`. A line says its kind, then its bytes."""

import json
import sys
from pathlib import Path

# As many as anybody reads: the rest is found when these are gone.
MOST = 50


def main():
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    from portal.documents.identifying import looking

    ending, _, data = sys.stdin.buffer.read().partition(b"\n")
    found = looking.look(ending.decode(), data)
    sys.stdout.write(json.dumps([[one.kind, one.words, one.place] for one in found[:MOST]]))


if __name__ == "__main__":
    main()
