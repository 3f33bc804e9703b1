"""gunicorn with two sync workers, for the portal with and without its page cache and for the bare view."""

import http.client
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests.cluster import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_START = 30  # seconds


@contextmanager
def gunicorn(application, environment, log):
    """Run `application` until the block ends; give its port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--no-control-socket", "--log-level", "warning"]
    with open(log, "a") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PORT": str(port)} | environment, stdout=said, stderr=said
        )
    try:
        _wait(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port, process, log):
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            fetch(port, "/")
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"gunicorn did not start:\n{Path(log).read_text()[-2000:]}")


def fetch(port, address):
    """Return (status, content type, body) of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, response.headers.get("Content-Type", ""), response.read()
    finally:
        connection.close()
