"""Find a plan in one document: run by `portal.files.sandbox`, see `portal.documents.child`."""

import sys
from pathlib import Path


def main():
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    from portal.documents import child
    from priorities.importing import reading

    child.answer(reading)


if __name__ == "__main__":
    main()
