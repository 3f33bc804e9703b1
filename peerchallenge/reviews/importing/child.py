"""Find a review in one letter: run by `portal.files.sandbox`, see `portal.documents.child`."""

import sys
from pathlib import Path


def main():
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    from peerchallenge.reviews.importing import reading
    from portal.documents import child

    child.answer(reading)


if __name__ == "__main__":
    main()
