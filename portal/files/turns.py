"""Turns: how much heavy work of one kind runs at once on this machine, over all workers."""

import fcntl
import time
from contextlib import contextmanager

from django.conf import settings

_LOOKS_EVERY = 0.05  # seconds


class NoTurn(Exception):
    """All turns are taken, and none came free in time."""


@contextmanager
def turn(name: str, *, most: int, wait: float):
    """Hold one of `most` turns of the work `name` for the length of the block; wait at most `wait` seconds for it.

    The kernel frees a turn however its process ends. Raises NoTurn.
    """
    until = time.monotonic() + wait
    while (file := _taken(name, most)) is None:
        if time.monotonic() >= until:
            raise NoTurn(name)
        time.sleep(_LOOKS_EVERY)
    with file:
        yield


def _taken(name, most):
    """Return the open file whose lock is the turn; None when none is free."""
    folder = settings.DATA_DIR / "turns"
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(most):
        file = (folder / f"{name}-{number}").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
        else:
            return file
    return None
