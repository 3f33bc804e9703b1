"""Files that are whole or absent: written aside, flushed to the disk, then renamed."""

import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_durably(path: Path):
    """Give a path beside `path` to write to; at the end flush it to the disk and rename it to `path`.

    When the block raises, nothing is left behind and an older file at `path` stays as it was.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.touch(mode=0o600)
        yield aside
        flush(aside)
        aside.replace(path)
        flush(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write `content` to `path`, readable by the owner alone: whole, or not at all."""
    with written_durably(path) as aside:
        aside.write_bytes(content)


def flush(path: Path) -> None:
    """Have the disk write a file, or the names in a folder, before anything else goes on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
