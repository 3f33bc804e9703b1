"""A process to supervise: `child.py FOLDER NAME [stubborn]` writes its id to FOLDER/NAME, its end to FOLDER/ends.

A stubborn one ignores SIGTERM and has a child of its own, whose id is in FOLDER/NAME-child.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

folder, name, *manner = Path(sys.argv[1]), *sys.argv[2:]


def note(file: str, text: str) -> None:
    with (folder / file).open("a") as notes:
        notes.write(f"{text}\n")


def end(number, frame):
    note("ends", name)
    sys.exit(0)


signal.signal(signal.SIGTERM, signal.SIG_IGN if manner else end)
if manner:
    note(f"{name}-child", subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid)
note(name, os.getpid())
time.sleep(60)
