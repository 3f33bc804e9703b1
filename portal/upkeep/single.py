"""One supervisor a data folder: a second one would take the first one's running tasks for stuck ones."""

import fcntl
import os
from contextlib import contextmanager

from django.conf import settings


class AlreadyRunningError(Exception):
    """Another process holds this data folder; the text says which."""


@contextmanager
def only_one():
    """Hold the data folder's lock for the length of the block; the kernel frees it however the process ends."""
    path = settings.DATA_DIR / "serve.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            process = file.read().strip() or "unknown"
            raise AlreadyRunningError(
                f"A portal already runs on {settings.DATA_DIR} (process {process}). End it first."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
