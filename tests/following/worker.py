"""Makes workers that can be killed: `python -m tests.following.worker`, then a line for each that is wanted.

Django is set up once, then each worker is a copy of this process (a fork) that runs the portal's own command: twenty
starts would take longer than the sending. It prints the worker's process id; when that worker has died and is buried
(a line "dead"), the next line makes the next.
"""

import os
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402


def work():
    # What a copied process must not share with the first.
    connections.close_all()
    call_command("worker", "--no-reload", "--no-startup-delay", "--interval", "0.05", verbosity=0)


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


say("ready")
for _ in sys.stdin:
    if (child := os.fork()) == 0:
        work()
        os._exit(0)
    say(child)
    os.waitpid(child, 0)
    say("dead")
