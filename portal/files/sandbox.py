"""Run what reads hostile files in a process of its own: without our settings, with little memory and time."""

import os
import subprocess
import sys
from math import ceil
from pathlib import Path
from typing import NamedTuple

_LIMITED = Path(__file__).with_name("limited.py")
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


class TooMuch(Exception):
    """The script took more memory or time than it may."""


class Failed(Exception):
    """The script came to an error; the text is the kind of the error only, as its words may be the file's."""


class Done(NamedTuple):
    """What a script that came to its end wrote: its output, and what it said for the log."""

    output: bytes
    said: str


def run(script: Path, data: bytes, *, megabytes: int, seconds: float) -> Done:
    """Give `data` to the Python script `script` and return what it wrote.

    It may use `megabytes` of memory and `seconds` of one processor, and twice that by the clock; it writes no file.
    Raises TooMuch or Failed.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_LIMITED), str(megabytes), str(ceil(seconds)), str(script)],
            input=data,
            capture_output=True,
            timeout=2 * seconds,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TooMuch from None
    if done.returncode < 0 or b"MemoryError" in done.stderr[-2000:]:
        raise TooMuch
    if done.returncode:
        raise Failed(done.stderr.strip().rpartition(b"\n")[2].partition(b":")[0].decode("utf-8", "replace")[:100])
    return Done(done.stdout, done.stderr[-200:].decode("utf-8", "replace"))
