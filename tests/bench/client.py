"""Many requests for one page: wrk where it is installed, else four small processes of our own, which are slower."""

import re
import shutil
import socket
import subprocess
import time
from itertools import chain
from multiprocessing import get_context
from typing import NamedTuple

AT_ONCE = 4


class Speed(NamedTuple):
    """Requests a second, and the time in milliseconds within which 99 of 100 are answered."""

    requests: float
    p99: float


def measure(port, address, seconds):
    """Ask for a page, four requests at a time, for so many seconds; raise RuntimeError when one fails."""
    return (_wrk if shutil.which("wrk") else _own)(port, address, seconds)


_UNITS = {"us": 0.001, "ms": 1, "s": 1000}


def _wrk(port, address, seconds):
    url = f"http://127.0.0.1:{port}{address}"
    command = ["wrk", "--latency", "-t2", f"-c{AT_ONCE}", f"-d{seconds}s", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url} failed:\n{said}")
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
    return Speed(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(number) * _UNITS[unit])


def _own(port, address, seconds):
    with get_context("fork").Pool(AT_ONCE) as pool:
        begun = time.monotonic()
        times = sorted(chain.from_iterable(pool.starmap(_ask, [(port, address, seconds)] * AT_ONCE)))
        return Speed(len(times) / (time.monotonic() - begun), times[int(len(times) * 0.99)] * 1000)


def _ask(port, address, seconds):
    request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    until, times = time.monotonic() + seconds, []
    while (begun := time.monotonic()) < until:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request)
            first = connection.recv(65536)
            while connection.recv(262144):
                pass
        if b" 200 " not in first[:20]:
            raise RuntimeError(f"{address} failed: {first[:100]!r}")
        times.append(time.monotonic() - begun)
    return times
